import Reactor
import Wire

@testable import ChatServer

extension FuzzTarget {
  /// What a connection says, by the line. The first byte of the input chooses the dialect (`a` numbered, `b`
  /// plain). Of a line's first byte, the lower four bits are tenths of a second that go by before the rest of
  /// it is said, and bit 6 says that a name is refused by the room.
  static let session = FuzzTarget("session") { bytes in
    let dialect: Dialect = (bytes.first ?? 0) & 1 == 1 ? .numbered : .plain
    let rates = Session.Rates(Limits())
    var session = Session(dialect: dialect, caller: Caller(.loopback(port: 1)), rates: rates, now: 0)
    var decoder = LineDecoder()
    let stream = bytes.dropFirst()
    decoder.append(stream.span)
    var now: Int64 = 0
    var handled: Int64 = 0
    while case .line(let line) = decoder.next() {
      guard let choice = line.first, choice < 0x80 else { continue }
      now += Int64(choice & 15) * 100
      now += try waited(&session, now)
      handled += 1
      // The burst, and 5 a second.
      try hold(handled <= 20 + now / 200, "\(handled) lines in \(now) ms")
      let said = Array(line.dropFirst())
      let isNaming = session.stage == .naming
      let step = session.handle(said, now: now)
      try check(step, of: said, dialect, isNaming: isNaming)
      // It is the connection's end.
      if case .offence = step { return }
      if isNaming, choice & 0x40 == 0, isTaken(step) { session.stage = .chatting }
    }
  }

  /// Whether somebody enters, or comes back, by it.
  private static func isTaken(_ step: Session.Step) -> Bool {
    switch step {
    case .request, .resume: true
    case .nothing, .refuseName, .offence, .ping: false
    }
  }

  /// How long the flood limit holds the next line.
  private static func waited(_ session: inout Session, _ now: Int64) throws -> Int64 {
    let wait = session.waitingTime(now: now)
    // For the longest text with one token left.
    try hold(0...Int64(Text.maximumLines) * 200 ~= wait, "held for \(wait) ms")
    try hold(session.waitingTime(now: now + wait) == 0, "held on after \(wait) ms")
    return wait
  }

  private static func check(
    _ step: Session.Step, of line: [UInt8], _ dialect: Dialect, isNaming: Bool
  ) throws {
    let expected = dialect == .numbered ? ClientLine.splitNumber(line)?.number ?? 0 : 0
    switch step {
    case .nothing, .offence: break
    case .ping: try hold(dialect == .numbered && line == [UInt8(ascii: "?")], "a ping that was none")
    case .refuseName(let number, _):
      try hold(isNaming, "a name refused in the room")
      try hold(number == expected, "an answer to \(number) in place of \(expected)")
    case .resume(let number, let token, _):
      try hold(isNaming && dialect == .numbered, "a session taken up out of place")
      try hold(number == expected && token.count == ClientLine.tokenBytes, "a session of nobody's")
    case .request(let number, let kind):
      try hold(number == expected, "a request \(number) in place of \(expected)")
      switch kind {
      case .enter: try hold(isNaming, "a name in the room")
      case .line, .mistake: try hold(!isNaming, "a line before a name")
      default: throw BrokenProperty(description: "a request that no line makes")
      }
    }
  }
}
