import Testing

@testable import ChatLoad

@Suite("The styles of servers")
struct SeriesStyleTests {
  @Test("have a colour a server, and dashes for its variants")
  func variants() throws {
    let styles = SeriesStyle.styles(for: [
      "papod", "papod-full", "ngircd", "ngircd+nd", "papod", "papod-memory",
    ])
    #expect(styles.count == 5)
    let papod = try #require(styles["papod"])
    let full = try #require(styles["papod-full"])
    let memory = try #require(styles["papod-memory"])
    let ngircd = try #require(styles["ngircd"])
    #expect([full.color, memory.color] == [papod.color, papod.color])
    #expect(Set([papod.dash, full.dash, memory.dash]).count == 3)
    #expect([papod.isVariant, full.isVariant, memory.isVariant] == [false, true, true])
    #expect(ngircd.color != papod.color)
    #expect(styles["ngircd+nd"]?.color == ngircd.color)
  }

  @Test("tell apart as many servers as there are colours and dashes")
  func many() {
    let count = Palette.families.count * 4
    let styles = SeriesStyle.styles(for: (0..<count).map { "server\($0)" })
    #expect(Set(styles.values.map { $0.color + $0.dash }).count == count)
  }
}
