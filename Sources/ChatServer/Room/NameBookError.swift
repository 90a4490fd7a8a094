import Journal

/// Why a name stays as it is.
package enum NameBookError: Error {
  /// It belongs to no key.
  case notOwned
  /// The key owns as many names as it may, or all keys together do.
  case tooManyNames
  /// Somebody enters under it again and again.
  case borne
  /// The journal has not answered in time: whether the name is changed will be seen.
  case unanswered
  /// The journal could not keep the change, and may have said why.
  case notStored(JournalError?)
}
