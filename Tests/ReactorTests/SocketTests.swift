import Glibc
import Reactor
import Testing

@Suite("Socket")
struct SocketTests {
  @Test("a connection is made over loopback")
  func connection() throws {
    let listener = try Socket.listening(on: .loopback(port: 0))
    let client = try Socket.connecting(to: try listener.localAddress())
    var poller = try Poller()
    try poller.add(listener.raw, .readable, token: 1)
    #expect(try poller.wait(timeoutMilliseconds: 10_000) == 1)
    guard let accepted = try listener.accept() else {
      Issue.record("nothing was waiting")
      return
    }
    let peer = accepted.peer
    let server = accepted.socket
    #expect(try client.localAddress() == peer)
    #expect(try server.peerAddress() == peer)
    let raw = server.release()
    close(raw)
  }

  @Test("a pair can be taken apart")
  func pair() throws {
    let pair = try Socket.pair()
    let first = pair.first
    let second = pair.second
    first.shutdownWriting()
    #expect(try second.discardInput(upTo: 1) == 0)
  }
}
