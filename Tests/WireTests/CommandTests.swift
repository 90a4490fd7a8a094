import Testing

@testable import Wire

@Suite("Command")
struct CommandTests {
  @Test("has a name in each language, found whatever the case of its letters", arguments: Command.allCases)
  func names(command: Command) {
    for language in Language.allCases {
      let name = command.name(in: language)
      #expect(Command.named(utf8(name)[...]) == command)
      #expect(Command.named(utf8(name.uppercased())[...]) == command)
    }
  }

  @Test(
    "is not found under the beginning of a name, nor under more",
    arguments: ["#", "#sai", "#sairr", "sair", "#histórico"])
  func unknown(name: String) {
    #expect(Command.named(utf8(name)[...]) == nil)
  }
}
