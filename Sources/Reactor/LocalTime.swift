import Glibc

/// A moment as the calendar and the clock on the wall show it here: in the time zone of TZ, else of the
/// system (tzset(3)).
package struct LocalTime: Sendable, Hashable {
  /// 1969 to 9999 where it was made from milliseconds.
  package let year: Int
  /// 1 to 12.
  package let month: Int
  /// 1 to 31.
  package let day: Int
  /// 0 is Sunday, 6 Saturday.
  package let weekday: Int
  /// 0 to 23.
  package let hour: Int
  /// 0 to 59.
  package let minute: Int

  /// A moment that is given in full.
  package init(year: Int, month: Int, day: Int, weekday: Int, hour: Int, minute: Int) {
    self.year = year
    self.month = month
    self.day = day
    self.weekday = weekday
    self.hour = hour
    self.minute = minute
  }

  /// The moment `milliseconds` after the beginning of 1970 in UTC. What is before that, or after the last day
  /// but one of 9999, becomes the nearest moment that is not: a server may name any time.
  package init(milliseconds: Int64) {
    let seconds = milliseconds / 1_000 - (milliseconds % 1_000 < 0 ? 1 : 0)
    var time = time_t(min(max(seconds, 0), Self.lastSecond))
    var fields = unsafe tm()
    // localtime_r(3) need not look at TZ by itself.
    _ = Self.zone
    let isKnown = unsafe localtime_r(&time, &fields) != nil
    precondition(isKnown, "a year of four digits is always known")
    unsafe self.init(
      year: Int(fields.tm_year) + 1_900, month: Int(fields.tm_mon) + 1, day: Int(fields.tm_mday),
      weekday: Int(fields.tm_wday), hour: Int(fields.tm_hour), minute: Int(fields.tm_min))
  }

  /// Whether both are of the same day here.
  package func isSameDay(as other: LocalTime) -> Bool {
    day == other.day && month == other.month && year == other.year
  }

  /// 9999-12-30T23:59:59Z, so that it is the year 9999 in every time zone.
  private static let lastSecond: Int64 = 253_402_214_399

  private static let zone: Void = tzset()
}
