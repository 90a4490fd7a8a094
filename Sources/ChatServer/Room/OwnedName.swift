import Journal

/// A name that belongs to keys: whoever shows one of them may bear it, on several devices at once, and nobody
/// else.
struct OwnedName: Sendable, Equatable {
  /// Keys that a name belongs to at the most.
  static let maximumKeys = 8
  /// Sessions that bear a name at once at the most, those that are away among them: what goes to a name goes
  /// to all of them.
  static let maximumDevices = 16
  /// So long after it was last borne the name is free again, in milliseconds: 180 days.
  static let lifetime: Int64 = 180 * 86_400_000
  /// Private messages that wait for an owner at the most, and the bytes of their texts: they are told in one
  /// piece, in the welcome. Of more, the oldest are forgotten.
  static let waitingLimit = 1024
  static let waitingBytes = 256 << 10

  /// As its owner wrote it last: NFC, in UTF-8.
  var name: [UInt8]
  /// From the one on that took the name; never empty.
  var keys: [PersonKey]
  /// By which entry it came to belong to them.
  let since: SequenceNumber
  /// When it was last borne, in milliseconds since 1970 by the entry that began or ended it.
  var lastBorne: Int64
  /// Whether somebody bears it.
  var isBorne = false
  /// Private messages that were committed while none of the owner's devices was here, rising.
  private(set) var waiting: [Waiting] = []
  private var bytes = 0

  init(name: [UInt8], keys: [PersonKey], since: SequenceNumber, lastBorne: Int64) {
    self.name = name
    self.keys = keys
    self.since = since
    self.lastBorne = lastBorne
  }

  /// What the owner is called where private messages are theirs.
  var owner: SessionID { .owner(since: since) }

  /// The keys, this one first where it is one of them.
  func keys(from shown: PersonKey?) -> [PersonKey] {
    guard let shown, keys.contains(shown) else { return keys }
    return [shown] + keys.filter { $0 != shown }
  }

  /// Whether the name is free again at that time, in milliseconds since 1970.
  func hasLapsed(at milliseconds: Int64) -> Bool {
    !isBorne && milliseconds - lastBorne >= Self.lifetime
  }

  /// Adds a message that waits, later than those before it; those that are forgotten for it.
  mutating func keep(_ message: Waiting) -> ArraySlice<Waiting> {
    waiting.append(message)
    bytes += Int(message.bytes)
    var count = 0
    while waiting.count - count > Self.waitingLimit || bytes > Self.waitingBytes {
      bytes -= Int(waiting[count].bytes)
      count += 1
    }
    return take(count)
  }

  /// Takes out those that wait, up to and with that entry.
  mutating func takeWaiting(through end: SequenceNumber) -> ArraySlice<Waiting> {
    let count = waiting.firstIndex { $0.sequence > end } ?? waiting.count
    bytes -= waiting[..<count].reduce(0) { $0 + Int($1.bytes) }
    return take(count)
  }

  private mutating func take(_ count: Int) -> ArraySlice<Waiting> {
    guard count > 0 else { return [] }
    defer { waiting.removeFirst(count) }
    return waiting[..<count]
  }
}
