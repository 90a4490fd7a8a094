import Journal

/// An entry as the file has it: whole, or what is left of it.
struct StoredEntry: Equatable {
  /// What is left.
  enum Content: Equatable {
    case event(Event)
    /// A private message that was erased. Its line stays known by its number.
    case erased
    /// It did not count. Its line may be sent again, and then count, so its number is forgotten.
    case struck
  }

  let sequence: SequenceNumber
  let milliseconds: Int64
  let writer: UInt64
  let session: SessionID
  let number: UInt64
  let content: Content

  /// What readers are shown.
  var entry: Entry? {
    guard case .event(let event) = content else { return nil }
    return Entry(
      sequence: sequence, milliseconds: milliseconds, writer: writer, session: session, number: number,
      event: event)
  }

  /// What a strike leaves.
  var struck: StoredEntry {
    StoredEntry(
      sequence: sequence, milliseconds: milliseconds, writer: writer, session: .server, number: 0,
      content: .struck)
  }

  /// What is left once private messages are erased: the same of all else.
  var erased: StoredEntry {
    guard case .event(.whispered) = content else { return self }
    return StoredEntry(
      sequence: sequence, milliseconds: milliseconds, writer: writer, session: session, number: number,
      content: .erased)
  }
}
