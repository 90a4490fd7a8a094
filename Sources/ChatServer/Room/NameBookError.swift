import Journal

/// Why a name stays as it is.
package enum NameBookError: Error {
  /// It belongs to no key.
  case notOwned
  /// The key owns as many names as it may, or all keys together do.
  case tooManyNames
  /// The journal could not keep the change, and may have said why.
  case notStored(JournalError?)
}
