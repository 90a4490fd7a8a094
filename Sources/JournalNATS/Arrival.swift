import Journal

/// What came of the stream, in its order.
struct Arrival: Sendable {
  enum Content: Sendable {
    /// With the id of one's own draft, where it was one's own and has no answer yet.
    case entry(StreamEntry, draft: UInt64?)
    case checkpoint(Checkpoint)
    case removal(Removal)
    case manifest(Manifest)
    /// Nothing that the journal's owner has to know.
    case other
  }

  let sequence: SequenceNumber
  let content: Content

  /// Reads a message of the stream.
  init(_ subject: String, _ bytes: [UInt8], _ sequence: UInt64) throws(JournalError) {
    self.sequence = SequenceNumber(sequence)
    content =
      switch Subject(rawValue: subject) {
      case .entry: .entry(try StreamEntry(bytes), draft: nil)
      case .checkpoint: .checkpoint(try Checkpoint(bytes))
      case .removal: .removal(try Removal(bytes))
      case .snapshot: .manifest(try Manifest(bytes))
      case .part, .room, nil: .other
      }
  }

  private init(_ sequence: SequenceNumber, _ content: Content) {
    self.sequence = sequence
    self.content = content
  }

  /// The same, as the answer to a draft.
  func answering(_ draft: UInt64) -> Arrival {
    guard case .entry(let entry, _) = content else { return self }
    return Arrival(sequence, .entry(entry, draft: draft))
  }

  /// What it counts for where a limit is in bytes, as `Entry.cost` counts.
  var cost: Int {
    switch content {
    case .entry(let entry, _):
      Entry(
        sequence: sequence, milliseconds: 0, session: entry.draft.session, number: 0, event: entry.draft.event
      ).cost
    case .removal(let removal): 64 + 8 * removal.sequences.count
    case .manifest(let manifest): 64 + 8 * manifest.parts.count
    case .checkpoint, .other: 64
    }
  }
}
