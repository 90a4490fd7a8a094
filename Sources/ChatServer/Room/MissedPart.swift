import Journal

/// A part of what a returning session missed, rendered.
struct MissedPart: Sendable {
  let bytes: [UInt8]
  /// The entry up to which the session has now been shown everything.
  let through: SequenceNumber
}
