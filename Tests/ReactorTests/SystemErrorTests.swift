import Glibc
import Reactor
import Testing

@Suite("SystemError")
struct SystemErrorTests {
  @Test("it says the call, the words and the symbol")
  func description() {
    #expect(SystemError(call: "accept4", code: EMFILE).description == "accept4: Too many open files (EMFILE)")
  }

  @Test("a number that no system knows stands as a number")
  func unknown() {
    #expect(SystemError(call: "read", code: 99_999).description == "read: errno 99999")
  }
}
