extension JournalError {
  /// What a caller may tell apart.
  package enum Kind: Sendable, Equatable {
    /// Another process has the journal open.
    case inUse
    /// The file or its folder may not be read, written or made.
    case denied
    /// It is a file of something else.
    case foreign
    /// A later version of this program wrote it.
    case newer
    /// What is stored contradicts itself.
    case corrupt
    /// There is no room left; it may be tried again later.
    case full
    /// The system failed to read, write or sync.
    case failed
  }
}
