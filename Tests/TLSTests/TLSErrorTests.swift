import Glibc
import Testing

@testable import TLS

@Suite struct TLSErrorTests {
  @Test("An error says what was tried, what is wrong, and OpenSSL's whole stack")
  func description() {
    let error = TLSError("handshake", kind: .noApplicationProtocol, reasons: ["one", "two"], errno: 0)
    #expect(error.description == "handshake: no common application protocol (one; two)")
  }

  @Test("Where nothing is known but the stack and errno, they are the message")
  func other() {
    #expect(
      TLSError("read", kind: .other, reasons: ["bad record mac"], errno: 0).description
        == "read: bad record mac")
    #expect(TLSError("read", kind: .other, errno: EBADF).description == "read: Bad file descriptor")
  }

  @Test("A system call's failure that is no cut keeps its number")
  func errno() throws {
    let context = try TLSContext.server(Fixture.credentials())
    let connection = try TLSConnection(context, fileDescriptor: -1)
    do {
      let progress = try connection.handshake()
      Issue.record("\(progress)")
    } catch {
      #expect(error.errno == EBADF)
      #expect(error.kind == .other)
    }
  }
}
