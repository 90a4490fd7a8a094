import Journal

/// A name that belongs to keys: whoever shows one of them may bear it, and nobody else.
struct OwnedName: Sendable, Equatable {
  /// Keys that a name belongs to at the most.
  static let maximumKeys = 8
  /// So long after it was last borne the name is free again, in milliseconds: 180 days.
  static let lifetime: Int64 = 180 * 86_400_000

  /// As its owner wrote it last: NFC, in UTF-8.
  var name: [UInt8]
  /// From the one on that took the name; never empty.
  var keys: [PersonKey]
  /// When it was last borne, in milliseconds since 1970 by the entry that began or ended it.
  var lastBorne: Int64
  /// Which of the keys the one who bears the name has shown; nil where nobody bears it.
  var shown: PersonKey?

  /// The keys, the one first that was shown.
  var keysFromShown: [PersonKey] {
    guard let shown else { return keys }
    return [shown] + keys.filter { $0 != shown }
  }

  /// Whether the name is free again at that time, in milliseconds since 1970.
  func hasLapsed(at milliseconds: Int64) -> Bool {
    shown == nil && milliseconds - lastBorne >= Self.lifetime
  }
}
