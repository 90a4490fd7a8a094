/// What `LineDecoder` finds.
package enum DecodedLine: Sendable, Equatable {
  /// A whole line of valid UTF-8 without NUL and without its end; at most `LineDecoder.maximumLineBytes`.
  case line([UInt8])
  /// The connection is to be removed. Nothing comes after it.
  case offence(Offence)
}
