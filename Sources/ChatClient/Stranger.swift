import TLS
import Wire

/// Somebody who bears the name of a known person, or owns it while nobody bears it, and has none of that
/// person's keys.
package struct Stranger: Sendable, Equatable {
  /// The name, as it is written now.
  package let name: Name
  /// Who is known by it.
  package let known: KnownPerson
  /// The keys that the name belongs to now; none where a guest bears it.
  package let shown: [PublicKeyPin]
  /// Whether the server did not say whose the name is: it may be the known person's.
  package var isUntold = false
}
