import Testing

@testable import ChatLoad

@Suite("An SVG element")
struct SVGElementTests {
  @Test("is XML, whatever its texts are")
  func escaping() {
    let element = SVGElement("text", ["x": "a\"b<c&"], text: "<&>\"\u{0}\u{1B}\n\u{FFFE}é")
    #expect(
      element.xml
        == "<text x=\"a&quot;b&lt;c&amp;\">&lt;&amp;&gt;&quot;\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}é</text>")
  }

  @Test("holds others, a line each, or nothing")
  func children() {
    let element = SVGElement(
      "g", ["id": "a"], children: [SVGElement("b", [:]), SVGElement("c", [:], text: "t")])
    #expect(element.xml == "<g id=\"a\">\n<b/>\n<c>t</c>\n</g>")
  }

  @Test(
    "has its places to a tenth",
    arguments: [(0, "0"), (12, "12"), (12.04, "12"), (12.05, "12.1"), (99.96, "100"), (-0.26, "-0.3")])
  func coordinates(value: Double, text: String) {
    #expect(SVGElement.coordinate(value) == text)
  }

  @Test("shortens only names that are too long")
  func shortened() {
    #expect(SVGElement.shortened("papod", to: 5) == "papod")
    #expect(SVGElement.shortened("papod1", to: 5) == "papo…")
  }
}
