import Reactor

/// Both ends of a TCP connection over loopback.
struct Connection: ~Copyable {
  let client: Socket
  let server: Socket

  init() throws {
    let listener = try Socket.listening(on: .loopback(port: 0))
    let client = try Socket.connecting(to: try listener.localAddress())
    let accepted = try acceptNext(of: listener)
    self.client = client
    server = accepted.socket
  }
}

struct NothingWaiting: Error {}

/// Waits for a connection, two minutes at the longest.
func acceptNext(of listener: borrowing Socket) throws -> AcceptedSocket {
  var poller = try Poller()
  try poller.add(listener.raw, .readable, token: 0)
  _ = try poller.wait(timeoutMilliseconds: 120_000)
  guard let accepted = try listener.accept() else { throw NothingWaiting() }
  return accepted
}

/// Waits until the descriptor is ready for `interest`, two minutes at the longest.
func waitFor(_ fileDescriptor: Int32, _ interest: Poller.Interest) throws {
  var poller = try Poller()
  try poller.add(fileDescriptor, interest, token: 0)
  if try poller.wait(timeoutMilliseconds: 120_000) == 0 { throw NothingWaiting() }
}

/// What a socket has received so far, up to 64 bytes; nil where it would have to wait.
func receive(_ socket: borrowing Socket) throws -> [UInt8]? {
  var bytes = [UInt8](repeating: 0, count: 64)
  var span = bytes.mutableSpan
  guard let count = try socket.receive(into: &span) else { return nil }
  return Array(bytes[..<count])
}
