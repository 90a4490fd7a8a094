import Glibc

/// How many hostile payloads a test takes: enough for every run of the tests, or as many as the variable
/// PAPO_PAYLOADS says, for the long run.
enum PayloadCount {
  /// Of those that a server sends.
  static let sent = asked ?? 5_000
  /// Of those that are pasted.
  static let pastes = asked.map { max(1, $0 / 50) } ?? 100
  /// Of those that only values see.
  static let pure = asked ?? 10_000

  private static let asked = unsafe getenv("PAPO_PAYLOADS").flatMap { unsafe Int(String(cString: $0)) }
}
