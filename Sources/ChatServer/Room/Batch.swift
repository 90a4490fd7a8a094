import Journal

/// What one round of the journal thread has for everybody: rendered once a dialect, immutable, shared by all
/// I/O threads and written to the connections straight from here.
///
/// What only some are to see stands in `inserts`, never in the shared parts; `edits` says, by I/O thread, for
/// whom. The edits of one connection stand in the order of their offsets.
package final class Batch: Sendable {
  /// Consecutive from 0 over the life of the server.
  let index: UInt64
  /// The last entry that is in this batch or in one before it.
  let last: SequenceNumber
  let plain: [UInt8]
  let numbered: [UInt8]
  let inserts: [UInt8]
  let edits: [[Edit]]
  let news: News
  /// How many requests of each I/O thread the journal thread had taken when it made this.
  let taken: [UInt64]

  init(
    index: UInt64, last: SequenceNumber, plain: [UInt8], numbered: [UInt8], inserts: [UInt8], edits: [[Edit]],
    news: News, taken: [UInt64]
  ) {
    self.index = index
    self.last = last
    self.plain = plain
    self.numbered = numbered
    self.inserts = inserts
    self.edits = edits
    self.news = news
    self.taken = taken
  }

  /// What the batch occupies, in bytes, for the ring's bound.
  var cost: Int {
    256 + plain.count + numbered.count + inserts.count
      + edits.reduce(0) { $0 + $1.count * MemoryLayout<Edit>.size }
  }
}
