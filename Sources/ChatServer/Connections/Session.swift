import Journal
import Reactor
import Wire

/// The I/O thread's side of what a connection says: lines in, requests out. It keeps the connection's place
/// in the conversation and its flood limits, and knows nothing of sockets.
struct Session {
  let dialect: Dialect
  var stage = ClientLine.Stage.naming
  /// What the session that was taken up saw last; set by the line that takes it up.
  private(set) var resumption: (session: SessionID, after: SequenceNumber)?
  private let peer: SocketAddress
  private var lines: TokenBucket?
  private var commands: TokenBucket?

  init(dialect: Dialect, peer: SocketAddress, limits: Limits, now: Int64) {
    self.dialect = dialect
    self.peer = peer
    lines = limits.flood.map { TokenBucket($0, now: now) }
    commands = limits.flood.map { _ in TokenBucket(limits.commands, now: now) }
  }

  /// Milliseconds until the next line may be handled, by the flood limit; 0 for now.
  mutating func waitingTime(now: Int64) -> Int64 { lines?.waitingTime(now: now) ?? 0 }

  /// Handles a line, which has then used up its part of the flood limit.
  mutating func handle(_ line: [UInt8], now: Int64) -> Step {
    let (number, parsed) = parse(line)
    switch parsed {
    case .success(let line): return step(line, number, now)
    case .failure(.mistake(let refusal)):
      lines?.spend(1)
      return mistake(refusal, number: number)
    case .failure(.offence(let offence)): return .offence(offence)
    }
  }

  private func parse(_ line: [UInt8]) -> (number: UInt64, line: Result<ClientLine, ClientLineError>) {
    switch dialect {
    case .numbered: ClientLine.parseNumbered(line, stage: stage)
    case .plain:
      (0, Result { () throws(ClientLineError) in try ClientLine.parse(line, stage: stage, dialect: .plain) })
    }
  }

  private mutating func step(_ line: ClientLine, _ number: UInt64, _ now: Int64) -> Step {
    let cost = cost(of: line)
    lines?.spend(cost)
    switch line {
    case .nothing: return .nothing
    case .ping: return .ping
    case .name(let name): return .request(number: number, .enter(name, dialect, peer: peer))
    case .resume(let token, let after):
      let start = SequenceNumber(after)
      resumption = (SessionToken.session(of: token), start)
      return .request(number: number, .resume(token: token, peer: peer))
    case .who, .history:
      guard commands?.take(now: now) ?? true else { return mistake(.tooFast, number: number) }
      return .request(number: number, .line(line))
    case .say, .whisper, .leave, .help: return .request(number: number, .line(line))
    }
  }

  private func mistake(_ refusal: Refusal, number: UInt64) -> Step {
    stage == .naming ? .refuseName(number: number, refusal) : .request(number: number, .mistake(refusal))
  }

  /// A text of several lines costs as much as if they had come one by one.
  private func cost(of line: ClientLine) -> Int {
    switch line {
    case .say(let text), .whisper(_, let text): dialect == .numbered ? text.lineCount : 1
    default: 1
    }
  }
}
