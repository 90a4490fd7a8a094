import Reactor
import TLS
import Wire

/// One connection of a `FaultyServer`, on its thread.
final class FaultyServerMember {
  // The session goes before the socket that it writes to.
  private let session: TLSConnection
  private let socket: Socket
  private let isIRC: Bool
  private var decoder = LineDecoder()
  private var name = ""
  private var hasAnsweredPing = false
  private var messages = 0
  private var held: [UInt8] = []
  /// Whether the handshake is complete: before it, nobody can be told anything.
  private(set) var isConnected = false
  private(set) var hasEnded = false

  init(_ context: TLSContext, _ socket: consuming Socket, isIRC: Bool) throws {
    session = try TLSConnection(context, fileDescriptor: socket.raw)
    self.socket = socket
    self.isIRC = isIRC
  }

  var descriptor: Int32 { socket.raw }

  /// Reads what is there; what is to be passed on to all others, without line ends.
  func read() throws -> [String] {
    guard case .done = try session.handshake() else { return [] }
    isConnected = true
    var buffer = [UInt8](repeating: 0, count: 16_384)
    reading: while true {
      var span = buffer.mutableSpan
      switch try session.read(into: &span) {
      case .done(let count): decoder.append(buffer.span.extracting(first: count))
      case .wantRead, .wantWrite: break reading
      case .endOfStream:
        hasEnded = true
        break reading
      }
    }
    var passed: [String] = []
    while case .line(let bytes) = decoder.next() {
      let line = String(decoding: bytes, as: UTF8.self)
      if let message = try isIRC ? takeIRC(line) : takePlain(line) { passed.append(message) }
    }
    return passed
  }

  /// Sends a message on, or gets it wrong where it is the fourth.
  func pass(_ message: String, _ fault: FaultyServer.Fault) throws {
    var line = Array((message + (isIRC ? "\r\n" : "\n")).utf8)
    if message.contains("~b~M") { messages += 1 }
    switch messages == 4 ? fault : .none {
    case .none:
      try write(line + held)
      held = []
    case .loses: break
    case .doubles: try write(line + line)
    case .swaps: held = line
    case .alters:
      line[line.count - 4] = UInt8(ascii: "y")
      try write(line)
    case .hangsUp:
      _ = session.close()
      hasEnded = true
    }
  }

  private func takePlain(_ line: String) throws -> String? {
    guard !name.isEmpty else {
      name = line
      return nil
    }
    return "\(name): \(line)"
  }

  /// Registers and joins as RFC 2812 has it. Who has not answered the ping is not heard.
  private func takeIRC(_ line: String) throws -> String? {
    let words = line.split(separator: " ", maxSplits: 2)
    switch words[0] {
    case "NICK": name = String(words[1])
    case "USER": try write(Array(":s 001 \(name) :Welcome, there are 433 users\r\n".utf8))
    case "JOIN": try write(Array(":s 366 \(name) #c :End\r\nPING :are you there\r\n".utf8))
    case "PONG": hasAnsweredPing = line == "PONG :are you there"
    case "PRIVMSG" where hasAnsweredPing: return ":\(name)!\(name)@host \(line)"
    case "QUIT":
      try write(Array("ERROR :Bye\r\n".utf8))
      _ = session.close()
      hasEnded = true
    default: break
    }
    return nil
  }

  private func write(_ bytes: [UInt8]) throws {
    // Few and short: they fit, unless nobody is there any more.
    if !hasEnded { _ = try session.write(bytes.span) }
  }
}
