import Glibc
import Reactor
import Testing

@Suite("The local time")
struct LocalTimeTests {
  // Noons, which no change of summer time doubles or leaves out.
  @Test(
    "is what the system makes of a moment", arguments: [43_200, 951_825_600, 1_795_435_200, 4_107_585_600])
  func roundTrip(seconds: Int64) {
    let time = LocalTime(milliseconds: seconds * 1_000 + 59_999)
    var fields = unsafe tm()
    unsafe fields.tm_year = Int32(time.year - 1_900)
    unsafe fields.tm_mon = Int32(time.month - 1)
    unsafe fields.tm_mday = Int32(time.day)
    unsafe fields.tm_hour = Int32(time.hour)
    unsafe fields.tm_min = Int32(time.minute)
    unsafe fields.tm_isdst = -1
    #expect(unsafe mktime(&fields) == time_t(seconds))
    #expect(unsafe Int(fields.tm_wday) == time.weekday)
  }

  @Test("of a second lasts a second, before 1970 as well")
  func seconds() {
    #expect(LocalTime(milliseconds: 59_999) == LocalTime(milliseconds: 0))
    #expect(LocalTime(milliseconds: 60_000) != LocalTime(milliseconds: 59_999))
    #expect(LocalTime(milliseconds: -1) == LocalTime(milliseconds: 0))
  }

  @Test("stays within years of four digits, whatever a server says")
  func extremes() {
    #expect(LocalTime(milliseconds: .min) == LocalTime(milliseconds: 0))
    #expect(LocalTime(milliseconds: .max) == LocalTime(milliseconds: 253_402_214_399_999))
    #expect(LocalTime(milliseconds: .max).year == 9_999)
    #expect(
      LocalTime(milliseconds: 253_402_214_340_000) != LocalTime(milliseconds: 253_402_214_339_999))
  }

  @Test("knows a day from another")
  func days() {
    let noon = LocalTime(year: 2026, month: 11, day: 23, weekday: 1, hour: 12, minute: 0)
    let night = LocalTime(year: 2026, month: 11, day: 23, weekday: 1, hour: 23, minute: 59)
    #expect(noon.isSameDay(as: night))
    for (year, month, day) in [(2025, 11, 23), (2026, 12, 23), (2026, 11, 24)] {
      let other = LocalTime(year: year, month: month, day: day, weekday: 1, hour: 12, minute: 0)
      #expect(!noon.isSameDay(as: other))
    }
  }
}
