import CNATS
import Journal

/// The snapshots in the stream. Their parts are messages, and a manifest, which comes last, makes a whole of
/// them. Of several nodes that write at once, the one of the later entry stays.
struct SnapshotStore {
  /// Other nodes' manifests that may come between, until it is given up for now.
  private static let attempts = 16
  /// Parts of snapshots before that are removed with one, so many at the most: 64 MiB of them.
  private static let clearStep = 1_024

  private struct Writing {
    let checkpoint: Checkpoint
    let milliseconds: Int64
    var parts: [SequenceNumber] = []
  }

  private let connection: NATSConnection
  private var writing: Writing?

  init(_ connection: NATSConnection) { self.connection = connection }

  /// The manifest that counts, with its number; nil where there is none.
  func manifest() throws -> (manifest: Manifest, sequence: UInt64)? {
    guard case .stored(_, let bytes, let sequence, _, _)? = try connection.newest(.snapshot) else {
      return nil
    }
    return (try Manifest(bytes), sequence)
  }

  /// The snapshot of a manifest.
  func snapshot(_ manifest: Manifest) throws -> Snapshot {
    var bytes: [UInt8] = []
    for part in manifest.parts {
      guard case .stored(_, let piece, _, _, _)? = try connection.get(part.value) else {
        throw JournalError(.corrupt, "the snapshot at \(manifest.sequence.value) lacks a part")
      }
      bytes.append(contentsOf: piece)
    }
    return Snapshot(sequence: manifest.sequence, bytes: bytes)
  }

  /// Begins a snapshot of that place; what was begun before is let go.
  mutating func begin(_ checkpoint: Checkpoint, milliseconds: Int64) {
    writing = Writing(checkpoint: checkpoint, milliseconds: milliseconds)
  }

  /// Whether a snapshot of that place has begun.
  func isWriting(_ sequence: SequenceNumber) -> Bool { writing?.checkpoint.sequence == sequence }

  /// Keeps the next part of what has begun, and with the last makes it whole.
  mutating func keep(_ part: SnapshotPart) throws {
    guard writing != nil else { return }
    do {
      writing?.parts.append(SequenceNumber(try connection.store(part.bytes, .part)))
      if part.isLast { try finish() }
    } catch {
      writing = nil
      throw error
    }
  }

  private mutating func finish() throws {
    guard let written = writing else { return }
    writing = nil
    let manifest = Manifest(
      checkpoint: written.checkpoint, milliseconds: written.milliseconds, parts: written.parts)
    for _ in 0..<Self.attempts {
      let before = try self.manifest()
      if let before, before.manifest.sequence >= manifest.sequence { return }
      do throws(NATSFailure) {
        let sequence = try connection.store(manifest.bytes, .snapshot, behind: before?.sequence ?? 0)
        clear(behind: manifest, at: sequence, before?.manifest)
        return
      } catch {
        guard error.code == Int(CNATS_WRONG_LAST) else { throw error }
      }
    }
    throw JournalError(.failed, "others write snapshots all the time")
  }

  /// Removes what is not needed any more. Parts that came after the first of the snapshot before may be of
  /// one that another node is still writing. What cannot be removed now goes with the next one.
  private func clear(behind manifest: Manifest, at sequence: UInt64, _ before: Manifest?) {
    let first = before?.parts.first ?? manifest.parts.first ?? .zero
    try? connection.remove(.part, before: first.value, limit: Self.clearStep)
    try? connection.remove(.snapshot, before: sequence, limit: Self.clearStep)
  }
}
