import Testing

@testable import Wire

@Suite("PlainRenderer")
struct PlainRendererTests {
  @Test("writes public lines")
  func publicLines() {
    #expect(
      rendered { PlainRenderer.appendPublic(from: utf8("José"), text: utf8("olá: a"), to: &$0) }
        == "José: olá: a\n")
    #expect(
      rendered { PlainRenderer.appendPublic(from: utf8("a"), text: utf8("x\\n"), to: &$0) } == "a: x\\n\n")
  }

  @Test("writes private lines")
  func privateLines() {
    #expect(
      rendered { PlainRenderer.appendPrivate(from: utf8("ana"), text: utf8("oi"), to: &$0) }
        == "[privado] ana: oi\n")
  }

  @Test("writes a text of several lines as several lines, each with the name in front")
  func severalLines() {
    #expect(
      rendered { PlainRenderer.appendPublic(from: utf8("a"), text: utf8("x\n* y\n"), to: &$0) }
        == "a: x\na: * y\na: \n")
    #expect(
      rendered { PlainRenderer.appendPrivate(from: utf8("a"), text: utf8("x\ny"), to: &$0) }
        == "[privado] a: x\n[privado] a: y\n")
  }

  @Test("writes notices and refusals")
  func notices() {
    #expect(rendered { PlainRenderer.appendNotice("Ana entrou", to: &$0) } == "* Ana entrou\n")
    #expect(rendered { PlainRenderer.appendNotice("a\nb", to: &$0) } == "* a\n* b\n")
    #expect(rendered { PlainRenderer.appendRefusal("não", to: &$0) } == "! não\n")
  }

  @Test("appends")
  func appends() {
    var output = utf8("x\n")
    PlainRenderer.appendNotice(utf8("y"), to: &output)
    PlainRenderer.appendRefusal(utf8("z"), to: &output)
    #expect(output == utf8("x\n* y\n! z\n"))
  }
}
