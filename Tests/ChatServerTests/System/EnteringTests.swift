import ChatServer
import TestSupport
import Testing

// Entering: the prompt, the name, the welcome, and what the others are told.

@Suite struct EnteringTests {
  @Test("Whoever stays silent is asked for a name, whoever gives it at once is not")
  func prompt() throws {
    try TestServer.run(limits: .with { $0.promptDelay = 50 }) { server in
      let silent = try server.connect(.plain)
      try silent.expect("* What is your name? Type it and press Enter.")
      try silent.send("Ana")
      try silent.expect("* Hello, Ana! 1 person here: Ana. #help shows the commands.")
    }
  }

  @Test("A name enters in the numbered dialect")
  func numbered() throws {
    try TestServer.run { server in
      let ana = try server.numbered("Ana")
      #expect(ana.entered == 1)
      #expect(ana.here == ["Ana"])
      #expect(ana.room == "0123456789abcdef")
      #expect(ana.token.count == 22)
      let rui = try server.plain("Rui")
      try ana.client.expect(where: { $0.hasPrefix("2 ") && $0.hasSuffix("* joined Rui") })
      rui.cut()
      try ana.client.expect(where: { $0.hasPrefix("3 ") && $0.hasSuffix("* left Rui lost") })
    }
  }
}
