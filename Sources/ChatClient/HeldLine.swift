import TLS
import Wire

/// A private message that waits until it is known who would get it.
struct HeldLine: Sendable {
  /// What the server says of whom a name belongs to that nobody bears.
  enum Owner: Sendable {
    /// It has not been asked.
    case unasked
    /// It has been asked by the line with this number, and has said this so far.
    case asked(id: Int, told: [PublicKeyPin]?)
    /// The name belongs to these keys, or to nobody.
    case told([PublicKeyPin])
    /// It does not say.
    case untold
  }

  /// As typed.
  let bytes: [UInt8]
  /// Whom it is for.
  let name: Name
  /// Whose the name is, as far as that was to be asked.
  var owner = Owner.unasked
}
