import Journal
import Testing

@Suite("A room's id")
struct RoomIDTests {
  @Test(
    "is shown as 16 hexadecimal digits",
    arguments: [(0, "0000000000000000"), (0x1f, "000000000000001f"), (.max, "ffffffffffffffff")]
      as [(UInt64, String)])
  func description(_ value: UInt64, _ text: String) {
    #expect(RoomID(value).description == text)
  }
}
