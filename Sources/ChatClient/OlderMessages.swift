/// How it stands with the messages that are older than the oldest one there.
package enum OlderMessages: Sendable, Equatable {
  /// Nothing is known of any: the first ones have not come yet, or there is nobody to give them.
  case unknown
  /// There are none, which nobody asked about.
  case none
  /// There may be some.
  case more
  /// They were asked for.
  case asked
  /// There are none, and that is to be said.
  case beginning
  /// They could not be had, for this reason.
  case refused(String)
}
