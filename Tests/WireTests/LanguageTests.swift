import Testing

@testable import Wire

@Suite("Language")
struct LanguageTests {
  @Test(
    "is what the first variable that is set says",
    arguments: [
      (["LANG": "pt_BR.UTF-8"], Language.portuguese), (["LANG": "en_US.UTF-8"], .english), ([:], .english),
      (["LANG": "pt_PT", "LC_ALL": "C"], .english), (["LANG": "C", "LC_MESSAGES": "pt"], .portuguese),
      (["LC_ALL": "", "LC_MESSAGES": "", "LANG": "PT"], .portuguese),
      (["LC_MESSAGES": "fr", "LANG": "pt"], .english),
      (["LC_CTYPE": "pt"], .english),
    ])
  func environment(variables: [String: String], language: Language) {
    #expect(Language.fromEnvironment { variables[$0] } == language)
  }
}
