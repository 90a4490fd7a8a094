import ChatClient
import TLS
import Testing

@Suite("The screen of a room on several servers")
struct MovingTests {
  private let told: ToldNodes

  init() throws {
    told = try #require(ToldNodes(parsing: "localhost:7443,\(ScreenUnderTest.pin) b.example:1,\(Self.other)"))
  }

  private static let other = "sha256//" + String(repeating: "B", count: 42) + "A="

  @Test("shows with which of them one is, when it is another, and asks nothing")
  func moved() throws {
    var test = try ScreenUnderTest(columns: 120)
    test.type("ainda escrevendo")
    test.hear(.nodes(told), .cut(.cut))
    #expect(test.told() == ["trust \(ScreenUnderTest.pin), b.example:1 \(Self.other)"])
    #expect(test.rows()[0].contains("localhost:7443"))
    test.hear(.nodeMet(told.others[0].address), .resumed)
    #expect(test.rows()[0].contains(" papo · b.example:1 · named by the room · 3 here · connected"))
    #expect(test.row(with: "moved to b.example:1") != nil)
    #expect(test.field == "ainda escrevendo")
  }

  @Test("says that one of them has another key, and goes on as it was")
  func wrongKey() throws {
    var test = try ScreenUnderTest(columns: 120, rows: 40)
    test.type("ainda escrevendo")
    test.hear(.nodes(told), .cut(.cut), .nodeMet(told.others[0].address))
    test.hear(.keyShown(try #require(PublicKeyPin(parsing: ScreenUnderTest.pin))))
    #expect(test.told().last == "passOver b.example:1 \(ScreenUnderTest.pin)")
    #expect(test.row(with: "THE KEY OF b.example:1 IS NOT THE ONE THAT THE ROOM'S SERVERS TELL OF") != nil)
    #expect(test.row(with: "[ Send ]") != nil)
    #expect(test.field == "ainda escrevendo")
  }
}
