import ChatClient
import Reactor
import TLS

/// A server that does what a script says, one connection after another, on a thread of its own.
package final class ScriptedServer {
  /// What it does next.
  package enum Step: Sendable {
    /// The client's next line but pings is this one, or begins like this where it ends in `…`.
    case expect(String)
    /// The client showed this key in the handshake; nil where it is to have shown none.
    case expectKey(PublicKeyPin?)
    /// These lines are sent, in one piece.
    case send(String)
    /// These bytes are sent one by one, a record each.
    case trickle(String)
    /// So many times this line, with `#` replaced by a rising number from 1.
    case flood(String, count: Int)
    /// So many lines, each made when it is its turn from its number, which begins at 1: any bytes, without
    /// their LF.
    case stream(count: Int, @Sendable (Int) -> [UInt8])
    /// The client is to say close_notify.
    case expectClose
    /// close_notify, then the end.
    case close
    /// The end without a word.
    case cut
  }

  /// One connection.
  package enum Script: Sendable {
    case tls([Step])
    /// TLS with other settings, whose handshake must fail at either end, or be left at once.
    case handshake(TLSConfiguration)
    /// No TLS: these bytes, and the end.
    case bytes([UInt8])
  }

  /// What did not go by the script.
  package struct Failure: Error, CustomStringConvertible {
    /// What was to come, and what came.
    package let description: String

    /// That failure.
    package init(description: String) { self.description = description }
  }

  /// Where it listens, on 127.0.0.1.
  package let address: Address
  /// The pin of its key.
  package let pin: PublicKeyPin
  private let complaints: Inbox<String>
  private let thread: Reactor.Thread
  private var isFinished = false

  /// Plays the scripts to the connections in the order in which they come.
  package init(_ scripts: [Script], credentials: Credentials? = nil) throws {
    let credentials = try credentials ?? Self.credentials()
    let listener = try Socket.listening(on: .loopback(port: 0))
    let complaints = try Inbox<String>(limit: 64)
    let port = try listener.localAddress().port
    guard let address = Address(parsing: "127.0.0.1:\(port)") else { throw Failure(description: "address") }
    self.address = address
    self.complaints = complaints
    pin = credentials.certificate.pin
    let raw = listener.release()
    thread = try Reactor.Thread.start(name: "scripted") {
      ScriptedServer.play(scripts, on: raw, credentials, complaints)
    }
  }

  /// Waits for the end of the scripts; what did not go by them.
  package func finish() -> [String] {
    if !isFinished { thread.join() }
    isFinished = true
    var all: [String] = []
    complaints.drain(into: &all)
    return all
  }

  deinit {
    if !isFinished { thread.join() }
  }

  /// A key and a certificate of its own, valid for an hour, or until `notAfter`.
  package static func credentials(notAfter: Int64? = nil) throws -> Credentials {
    let key = try PrivateKey.generate()
    let now = Clock.wallMilliseconds / 1_000
    let end = notAfter ?? now + 3_600
    let certificate = try Certificate.selfSigned(
      key: key, commonName: "localhost", hostNames: ["localhost"], ipAddresses: ["127.0.0.1"],
      notBefore: min(now, end) - 3_600, notAfter: end)
    return try Credentials(certificate: certificate, key: key)
  }

  private static func play(
    _ scripts: [Script], on raw: Int32, _ credentials: Credentials, _ complaints: Inbox<String>
  ) {
    let listener = Socket(takingOwnership: raw)
    for (index, script) in scripts.enumerated() {
      do {
        let accepted = try accept(listener)
        try ScriptedConnection.play(script, on: accepted.socket, credentials)
      } catch {
        complaints.post("connection \(index + 1): \(error)")
      }
    }
  }

  private static func accept(_ listener: borrowing Socket) throws -> AcceptedSocket {
    try ScriptedConnection.wait(for: listener.raw, .readable)
    guard let accepted = try listener.accept() else { throw Failure(description: "nobody came") }
    return accepted
  }
}
