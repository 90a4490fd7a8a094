import ChatClient
import Testing

@Suite("A day")
struct DayTests {
  @Test(
    "is that of the calendar",
    arguments: [
      (0, "1970-01-01"), (86_399, "1970-01-01"), (86_400, "1970-01-02"), (951_782_400, "2000-02-29"),
      (951_868_800, "2000-03-01"), (1_795_392_000, "2026-11-23"), (4_107_542_399, "2100-02-28"),
      (4_107_542_400, "2100-03-01"), (253_402_300_799, "9999-12-31"), (Int64.max, "9999-12-31"),
      (Int64.min, "1970-01-01"),
    ])
  func isCalendar(seconds: Int64, text: String) {
    #expect(Day(seconds: seconds).description == text)
    #expect(Day(parsing: text)?.description == text)
  }

  @Test("comes from milliseconds as well")
  func milliseconds() {
    #expect(Day(milliseconds: 86_399_999).description == "1970-01-01")
    #expect(Day(milliseconds: 86_400_000).description == "1970-01-02")
  }

  @Test(
    "is written in one way",
    arguments: [
      "", "2026-1-01", "2026-00-01", "2026-13-01", "2026-01-32", "2026-01-00", "26-01-01", "2026-01-01 ",
    ])
  func isRefused(text: String) {
    #expect(Day(parsing: text) == nil)
  }
}
