import Reactor

/// Which addresses are refused for what they did, and until when. Owned by the acceptor; pure, with times of
/// the monotonic clock in milliseconds.
///
/// Penalties of an address add up and go by with time, as sshd_config(5), PerSourcePenalties, has it: from
/// 15 s on the address is refused until they are over, and they are never more than 10 minutes. After each
/// time that it was refused everything costs it twice as much, until it has been quiet for 10 minutes.
struct Penalties {
  /// Milliseconds from which on the address is refused.
  static let minimum: Int64 = 15_000
  /// Milliseconds at the most.
  static let maximum: Int64 = 600_000
  /// How often the cost doubles at the most; by then the smallest is a minute.
  static let maximumDoublings = 6
  /// Addresses at the most. Beyond these the half of them goes whose penalties are over first, so that a
  /// flood from everywhere keeps nobody out who did nothing.
  static let addressLimit = 16_384

  private struct Record {
    /// When all penalties are over.
    var until: Int64
    var isRefused = false
    /// How often it was refused.
    var refusals = 0
  }

  private var records: [IPAddress: Record] = [:]

  /// Addresses that are remembered.
  var count: Int { records.count }

  /// Adds a penalty.
  ///
  /// - Returns: the milliseconds for which the address is refused, where that begins now.
  mutating func add(_ misdeed: Misdeed, to block: IPAddress, now: Int64) -> Int64? {
    var record = current(block, now: now) ?? Record(until: now)
    let cost = misdeed.cost << min(record.refusals, Self.maximumDoublings)
    record.until = min(max(record.until, now) + cost, now + Self.maximum)
    let begins = !record.isRefused && record.until - now >= Self.minimum
    if begins {
      record.isRefused = true
      record.refusals += 1
    }
    if records[block] == nil { makeRoom(now: now) }
    records[block] = record
    return begins ? record.until - now : nil
  }

  /// Whether the address is refused now.
  func refuses(_ block: IPAddress, now: Int64) -> Bool {
    guard let record = records[block] else { return false }
    return record.isRefused && now < record.until
  }

  /// What still counts of the address's record.
  private func current(_ block: IPAddress, now: Int64) -> Record? {
    guard var record = records[block], !isForgotten(record, now: now) else { return nil }
    if record.until <= now { record.isRefused = false }
    return record
  }

  private func isForgotten(_ record: Record, now: Int64) -> Bool {
    now >= record.until + (record.refusals > 0 ? Self.maximum : 0)
  }

  private mutating func makeRoom(now: Int64) {
    guard records.count >= Self.addressLimit else { return }
    records = records.filter { !isForgotten($0.value, now: now) }
    guard records.count >= Self.addressLimit else { return }
    let longest = records.sorted { $0.value.until > $1.value.until }.prefix(Self.addressLimit / 2)
    records = Dictionary(uniqueKeysWithValues: longest.map { ($0.key, $0.value) })
  }
}
