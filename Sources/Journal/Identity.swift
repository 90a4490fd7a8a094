/// A name as it is shown, with what it is compared by.
package struct Identity: Sendable, Equatable {
  /// As it is shown: NFC, in UTF-8.
  package let name: [UInt8]
  /// Two names are the same when their keys are.
  package let key: [UInt8]
  /// Whether the session outlives its connection (the numbered dialect) or ends with it (the plain one).
  package let isResumable: Bool
  /// The key that its bearer has shown, and then the others that the name belonged to when it was asked for,
  /// which are there to be told and to nothing else; empty for a guest.
  package let keys: [PersonKey]
  /// Whether its owner bears the name on another device already, so that nobody need be told of this one.
  package let isFurther: Bool

  /// An identity, of a name that has passed the checks of the wire.
  package init(
    name: [UInt8], key: [UInt8], isResumable: Bool, keys: [PersonKey] = [], isFurther: Bool = false
  ) {
    self.name = name
    self.key = key
    self.isResumable = isResumable
    self.keys = keys
    self.isFurther = isFurther
  }
}
