import Journal

/// Who may not enter, and until when: a part of the roster's fold, so it looks at no clock. Times are
/// milliseconds since 1970, those of the journal's entries.
struct BanList: Sendable, Equatable {
  /// Bans at the most. Where there are so many, those that have ended go first; of a list that is full of
  /// others, one has to be pardoned before there is another.
  static let limit = 4096
  /// The end of a ban that has none.
  static let never = Int64.max

  /// Until when each of them is banned, by `BanSubject.bytes`.
  private(set) var ends: [[UInt8]: Int64] = [:]

  /// Whether that one is banned at that time.
  func holds(_ subject: [UInt8], at milliseconds: Int64) -> Bool {
    end(of: subject, at: milliseconds) != nil
  }

  /// Until when that one is banned, at that time; nil where it is not.
  func end(of subject: [UInt8], at milliseconds: Int64) -> Int64? {
    ends[subject].flatMap { milliseconds < $0 ? $0 : nil }
  }

  /// Bans until `end`, or longer where that is so already; false where there is no room.
  mutating func add(_ subject: [UInt8], until end: Int64, at milliseconds: Int64) -> Bool {
    if let earlier = ends[subject] {
      ends[subject] = max(earlier, end)
      return true
    }
    if ends.count >= Self.limit { ends = ends.filter { milliseconds < $0.value } }
    guard ends.count < Self.limit else { return false }
    ends[subject] = end
    return true
  }

  /// Ends the ban; false where there is none.
  mutating func remove(_ subject: [UInt8]) -> Bool { ends.removeValue(forKey: subject) != nil }

  /// Takes one from a snapshot, which has no more than `limit`; false where it was there already.
  mutating func restore(_ subject: [UInt8], until end: Int64) -> Bool {
    ends.updateValue(end, forKey: subject) == nil
  }
}
