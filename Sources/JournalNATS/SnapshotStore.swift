import CNATS
import Journal

/// The snapshots in the stream. Their parts are messages, and a manifest, which comes last, makes a whole of
/// them. Of several that nodes have written at once, the one of the latest entry counts.
///
/// JetStream could be asked to store a manifest only behind the one that was looked at. But each of its
/// servers judges that for itself, and where one is restarted at the moment they may come to different ends:
/// their streams differ from then on (seen with nats-server 2.9.25).
struct SnapshotStore {
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

  /// The manifest that counts; nil where there is none.
  func manifest() throws -> Manifest? { Self.latest(of: try manifests()) }

  private static func latest(of manifests: [(manifest: Manifest, number: UInt64)]) -> Manifest? {
    manifests.map(\.manifest).max { $0.sequence < $1.sequence }
  }

  private func manifests() throws -> [(manifest: Manifest, number: UInt64)] {
    var manifests: [(manifest: Manifest, number: UInt64)] = []
    var start: UInt64 = 1
    while let number = try connection.first(of: .snapshot, from: start) {
      start = number + 1
      // Another node may remove it in this moment, since a later one is there.
      guard case .stored(_, let bytes, _, _, _)? = try connection.get(number) else { continue }
      manifests.append((try Manifest(bytes), number))
    }
    return manifests
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
    let earlier = try manifests()
    let last = Self.latest(of: earlier)
    if let last, last.sequence >= manifest.sequence { return }
    _ = try connection.store(manifest.bytes, .snapshot)
    // What is not needed any more. Parts that came after the first of the snapshot before may be of one that
    // another node is still writing. What cannot be removed now goes with the next one.
    let first = last?.parts.first ?? manifest.parts.first ?? .zero
    try? connection.remove(.part, before: first.value, limit: Self.clearStep)
    try? connection.remove(earlier.map(\.number))
  }
}
