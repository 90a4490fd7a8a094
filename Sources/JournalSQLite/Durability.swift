/// What "acknowledged" means.
package enum Durability: String, Sendable, CaseIterable {
  /// On the disk: nothing is lost in a power failure.
  case full
  /// With the system: nothing is lost when the server dies. A power failure can take the last few, never
  /// leave holes.
  case normal

  var pragma: String { rawValue.uppercased() }

  /// As `PRAGMA synchronous` answers (sqlite.org/pragma.html#pragma_synchronous).
  var level: Int {
    switch self {
    case .full: 2
    case .normal: 1
    }
  }
}
