import Reactor

// Dates and times as people write them.
extension Wording {
  /// The day in full: "segunda-feira, 23 de novembro de 2026", "Monday, 23 November 2026".
  package func date(_ time: LocalTime) -> String {
    // The first of a month is an ordinal in Brazil.
    let day = time.day == 1 ? either("1º", "1") : String(time.day)
    return either(
      "\(weekday(time)), \(day) de \(month(time)) de \(time.year)",
      "\(weekday(time)), \(day) \(month(time)) \(time.year)")
  }

  /// The time of day: `09:05`, always five characters.
  package func time(_ time: LocalTime) -> String {
    Self.twoDigits(time.hour) + ":" + Self.twoDigits(time.minute)
  }

  /// The day and the time of day, as a program can read them too: `2026-11-23 09:05`.
  package func moment(_ milliseconds: Int64) -> String {
    let time = LocalTime(milliseconds: milliseconds)
    return "\(time.year)-\(Self.twoDigits(time.month))-\(Self.twoDigits(time.day)) " + self.time(time)
  }

  private func weekday(_ time: LocalTime) -> String {
    let names = either(
      "domingo segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado",
      "Sunday Monday Tuesday Wednesday Thursday Friday Saturday")
    return Self.word(time.weekday, of: names)
  }

  private func month(_ time: LocalTime) -> String {
    let names = either(
      "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
      "January February March April May June July August September October November December")
    return Self.word(time.month - 1, of: names)
  }

  private static func word(_ index: Int, of words: String) -> String {
    String(words.split(separator: " ")[index])
  }

  private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
