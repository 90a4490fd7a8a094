import Invitation
import Testing

@Suite("A QR code")
struct QRCodeTests {
  @Test("is as small as its text allows, with the quiet zone around it")
  func size() throws {
    // Bytes that versions 1, 2 and 40 hold in level L (ISO/IEC 18004, table 7), and modules of their sides.
    for (bytes, side) in [(1, 21), (17, 21), (18, 25), (32, 25), (2_953, 177)] {
      let code = try #require(QRCode(String(repeating: "a", count: bytes)))
      #expect(code.columns == side + 8)
      #expect(code.rows.count == (side + 9) / 2)
      #expect(code.rows.allSatisfy { $0.unicodeScalars.count == code.columns })
    }
    #expect(QRCode("") == nil)
    #expect(QRCode(String(repeating: "a", count: 2_954)) == nil)
  }

  @Test("is light for four modules on every side")
  func quietZone() throws {
    let code = try #require(QRCode("papo"))
    let bright = String(repeating: "█", count: code.columns)
    #expect(code.rows.prefix(2) == [bright, bright])
    #expect(code.rows.suffix(2) == [bright, bright])
    #expect(code.rows.allSatisfy { $0.hasPrefix("████") && $0.hasSuffix("████") })
    // The last of an odd number of modules shares its letters with the quiet zone.
    #expect(code.rows.suffix(3).first?.allSatisfy { "█▄".contains($0) } == true)
  }

  @Test("has the three marks in its corners, and none in the fourth")
  func finders() throws {
    let rows = try modules("papo://192.0.2.7:7443/")
    let mark = ["#######", "#     #", "# ### #", "# ### #", "# ### #", "#     #", "#######"]
    let last = rows.count - 7
    func corner(_ row: Int, _ column: Int) -> [String] {
      rows[row..<row + 7].map { String($0[column..<column + 7]) }
    }
    #expect(corner(0, 0) == mark)
    #expect(corner(0, last) == mark)
    #expect(corner(last, 0) == mark)
    #expect(corner(last, last) != mark)
  }

  @Test("is another one for another text")
  func differs() {
    #expect(QRCode("papo://192.0.2.7/") == QRCode("papo://192.0.2.7/"))
    #expect(QRCode("papo://192.0.2.7/") != QRCode("papo://192.0.2.8/"))
  }

  @Test(
    "is drawn where the locale is one of UTF-8",
    arguments: [
      (["LANG": "pt_BR.UTF-8"], true), (["LANG": "C.utf8"], true), (["LANG": "de_DE.UTF-8@euro"], true),
      (["LANG": "C"], false), (["LANG": "pt_BR.ISO-8859-1"], false), ([:], false),
      (["LC_ALL": "C", "LANG": "pt_BR.UTF-8"], false), (["LC_ALL": "", "LANG": "pt_BR.UTF-8"], true),
      (["LC_CTYPE": "C.UTF-8", "LANG": "C"], true),
    ])
  func locale(environment: [String: String], isDrawable: Bool) {
    #expect(QRCode.isDrawable { environment[$0] } == isDrawable)
  }

  /// The modules without the quiet zone, `#` for a dark one.
  private func modules(_ text: String) throws -> [[Character]] {
    let code = try #require(QRCode(text))
    var rows: [[Character]] = []
    for row in code.rows {
      rows.append(row.map { "█▀".contains($0) ? " " : "#" })
      rows.append(row.map { "█▄".contains($0) ? " " : "#" })
    }
    let side = code.columns - 8
    return rows[4..<4 + side].map { Array($0[4..<4 + side]) }
  }
}
