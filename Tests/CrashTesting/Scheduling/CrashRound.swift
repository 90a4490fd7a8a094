/// What happens between two moments that are not waited for.
package struct CrashRound: Sendable, Equatable {
  /// Whether it begins when everybody is back who can be, or at once, whoever is still missing. In the first
  /// case cuts meet a chat that goes on, in the other one that is being taken up.
  package let gathers: Bool
  /// In the order of their times.
  package let steps: [CrashStep]
  /// How long it lasts, in milliseconds. Nothing that it began need be over by then.
  package let length: Int64
  /// Whether all is then waited for, and judged.
  package let endsQuiet: Bool
}
