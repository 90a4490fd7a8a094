import Journal
import Testing

@testable import ChatServer

@Suite("A session's token")
struct SessionTokenTests {
  @Test("has 128 bits, which are 22 characters on the wire, never the same twice")
  func make() {
    let token = SessionToken.make()
    #expect(token.count == 16)
    #expect(SessionToken.text(token).utf8.count == 22)
    #expect(SessionToken.make() != token)
  }

  @Test("opens the session that its hash names")
  func session() {
    // SHA-256 of sixteen zero bytes begins with 374708fff7719dd5 979ec875d56cd228.
    let session = SessionToken.session(of: [UInt8](repeating: 0, count: 16))
    #expect(session == SessionID(high: 0x3747_08FF_F771_9DD5, low: 0x979E_C875_D56C_D228))
  }
}
