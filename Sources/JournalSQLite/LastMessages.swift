import Journal

/// What `JournalReader.messages` is to answer, gathered from the newest entry on.
struct LastMessages {
  private let viewer: Viewer
  private var missing: Int
  private var room: Int
  /// Newest first.
  private(set) var entries: [Entry] = []
  /// Whether nothing older belongs to it.
  private(set) var isComplete: Bool

  /// - Parameters:
  ///   - count: how many public messages are wanted.
  ///   - bytes: what all of them may cost together.
  init(for viewer: Viewer, count: Int, bytes: Int) {
    self.viewer = viewer
    missing = count
    room = bytes
    isComplete = count <= 0
  }

  /// The next older entry.
  mutating func add(_ entry: Entry) {
    switch entry.event {
    case .said: missing -= 1
    case .whispered(let whisper):
      guard viewer.sees(whisper, from: entry.session) else { return }
    default: return
    }
    room -= entry.cost
    guard room >= 0 else { return isComplete = true }
    entries.append(entry)
    isComplete = missing == 0
  }
}
