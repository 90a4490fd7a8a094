import Journal
import Wire

/// The I/O thread's side of what a connection says: lines in, requests out. It keeps the connection's place
/// in the conversation and its flood limits, and knows nothing of sockets.
struct Session {
  let dialect: Dialect
  var stage = ClientLine.Stage.naming
  let caller: Caller
  private let rates: Rates?
  private var lines: TokenBucket
  private var commands: TokenBucket

  /// Without rates there is no flood limit.
  init(dialect: Dialect, caller: Caller, rates: Rates?, now: Int64) {
    self.dialect = dialect
    self.caller = caller
    self.rates = rates
    lines = TokenBucket(tokens: rates?.lines.burst ?? 0, now: now)
    commands = TokenBucket(tokens: rates?.commands.burst ?? 0, now: now)
  }

  /// Milliseconds until the next line may be handled, by the flood limit; 0 for now.
  mutating func waitingTime(now: Int64) -> Int64 {
    guard let rates else { return 0 }
    return lines.waitingTime(rates.lines, now: now)
  }

  /// Handles a line, which has then used up its part of the flood limit.
  mutating func handle(_ line: [UInt8], now: Int64) -> Step {
    let (number, parsed) = parse(line)
    switch parsed {
    case .success(let line): return step(line, number, now)
    case .failure(.mistake(let refusal)):
      lines.spend(1)
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
    lines.spend(cost)
    switch line {
    case .nothing: return .nothing
    case .ping: return .ping
    case .name(let name): return .request(number: number, .enter(name, dialect, caller))
    case .resume(let token, let after):
      return .resume(number: number, token: token, after: SequenceNumber(after))
    case .who, .history, .adopt, .keys, .remove:
      guard rates.map({ commands.take($0.commands, now: now) }) ?? true else {
        return mistake(.tooFast, number: number)
      }
      return .request(number: number, .line(line))
    // papo asks whose a name is before many a private message, so this costs no more than one.
    case .say, .whisper, .leave, .help, .keysOf, .kick, .ban, .pardon:
      return .request(number: number, .line(line))
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
