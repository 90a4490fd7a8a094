/// Tells when a crowd has gone and nobody has come for a while: then what it took of memory is to be given
/// back to the system (`ProcessMemory`), which malloc(3) would keep for the next one for good. Owned by the
/// acceptor; pure, with times of the monotonic clock in milliseconds.
struct Ebb {
  /// For so long nobody has come.
  static let quietTime: Int64 = 10_000
  /// So many connections fewer than there were are a crowd that has gone: some 20 KiB each, while it shakes
  /// hands.
  static let crowd = 16

  private var highest = 0
  private var quietFrom: Int64 = .max

  /// When it is to be asked next; nil while no crowd is here that could go.
  var due: Int64? { highest < Self.crowd ? nil : quietFrom + Self.quietTime }

  /// Somebody has come, and makes so many connections.
  mutating func rise(to count: Int, now: Int64) {
    highest = max(highest, count)
    quietFrom = now
  }

  /// Whether memory is to be given back, with so many connections left. Once for a crowd.
  mutating func isLow(_ count: Int, now: Int64) -> Bool {
    guard let due, due <= now else { return false }
    quietFrom = now
    guard highest - count >= Self.crowd else { return false }
    highest = count
    return true
  }
}
