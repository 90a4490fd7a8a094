/// A place in a transcript where older messages go, one above the other, by the ids that they get.
struct OlderPlace: Sendable {
  private let end: Int

  /// The id of the next one.
  private(set) var next: Int

  /// The place above the entry that has this id, or will have it.
  init(above id: Int) {
    end = id - 1
    next = end
  }

  /// Whether nothing was put there.
  var isEmpty: Bool { next == end }

  /// Uses up the next id.
  mutating func take() -> Int {
    defer { next -= 1 }
    return next
  }
}
