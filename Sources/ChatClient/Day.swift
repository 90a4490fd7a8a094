/// A day of the calendar in UTC, written `2026-11-23`.
package struct Day: Sendable, Hashable, CustomStringConvertible {
  /// The form that the initializer reads.
  package let description: String

  /// The day on which `milliseconds` since 1970 fall.
  package init(milliseconds: Int64) {
    self.init(number: (Double(milliseconds) / 86_400_000).rounded(.down))
  }

  /// The day on which `seconds` since 1970 fall.
  package init(seconds: Int64) {
    self.init(number: (Double(seconds) / 86_400).rounded(.down))
  }

  /// Nil unless `text` is four digits, two and two with hyphens between, and the last two are a month and a
  /// day that some month has.
  package init?(parsing text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2] else { return nil }
    let numbers = parts.compactMap { $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } ? Int($0) : nil }
    guard numbers.count == 3, 1...12 ~= numbers[1], 1...31 ~= numbers[2] else { return nil }
    description = String(text)
  }

  /// From the days since 1970-01-01. Years of the Gregorian calendar begin here in March, so that the leap
  /// day is the last of its year, and 400 years are always 146,097 days.
  private init(number: Double) {
    // Whatever a certificate says, the year stays one of four digits.
    let days = Int(min(max(number, 0), 2_932_896)) + 719_468
    let era = days / 146_097
    let dayOfEra = days % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    description = "\(Self.padded(year, to: 4))-\(Self.padded(month, to: 2))-\(Self.padded(day, to: 2))"
  }

  private static func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
