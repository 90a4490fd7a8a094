// JournalNATS: the room's log as a stream of NATS JetStream, which several servers can share.
//
// The journal thread owns the `NATSJournal`, its mirror and its hash; a thread of the journal's own reads the
// stream (`StreamReader`). They meet in the `Exchange`. libnats's threads stay inside CNATS.

import Journal
import JournalSQLite
import Reactor
import TLS

/// A journal in a stream. What it has answered as committed has come back through the stream, in the one
/// order that every node reads, and JetStream has acknowledged it there.
///
/// A sequence number is the message's number in the stream. What a log alone cannot do fast is done by a
/// mirror, a file that is filled again from the stream where it is missing. Where the stream has a gap or a
/// fork, a node comes to another hash than the others, and stops, as it does where its mirror's disk fails.
package final class NATSJournal: Journal {
  /// Which log this is: the stream's first message says it.
  package let room: RoomID

  let name: String
  let connection: NATSConnection
  let exchange: Exchange
  let mirror: SQLiteMirror
  var snapshots: SnapshotStore
  var intake: Intake
  /// The hash over all entries that counted, up to the last collect but one.
  var chain: HashChain
  var isStopped = false
  /// Answers of our own.
  var answers: [JournalAnswer] = []
  /// What the last collect gave, until it is known what of it counts.
  var unsettled: [Entry] = []
  var struck: Set<SequenceNumber> = []
  /// Whether there is something to be settled, as there is at first: what the start folds.
  var isUnsettled = true
  /// Whether what the start folded is in the hash.
  var isRestored = false
  /// Private messages up to here may be missing from the mirror.
  var erasedThrough = SequenceNumber.zero
  /// Entries that counted since the others were last told, and when that was.
  var countedEntries = 0
  var mentionedAt = Clock.monotonicMilliseconds
  let checkpointEntries: Int
  var wake: (@Sendable () -> Void)?
  private let clock: @Sendable () -> Int64
  private let thread: Thread

  /// Opens the stream, or makes it, and reads it up to its end.
  ///
  /// - Parameters:
  ///   - newRoom: the room's id, where the stream is made.
  ///   - clock: milliseconds since 1970. A clock that goes back does not take the entries' times back.
  package init(
    _ settings: NATSSettings, newRoom: RoomID, clock: @escaping @Sendable () -> Int64
  ) throws(NATSJournalError) {
    let opening = try Opening(settings, newRoom)
    room = opening.room
    name = "\(settings.address)"
    connection = opening.connection
    exchange = opening.exchange
    mirror = opening.mirror
    intake = opening.intake
    snapshots = SnapshotStore(opening.connection)
    chain = HashChain(from: opening.manifest?.checkpoint)
    checkpointEntries = settings.checkpointEntries
    self.clock = clock
    let reader = opening.reader
    do throws(SystemError) {
      thread = try Thread.start(name: "nats") {
        var reader = reader
        reader.run()
      }
    } catch {
      throw .journal(JournalError(.failed, "\(settings.address): \(error)"))
    }
  }

  deinit {
    exchange.close()
    connection.close()
    thread.join()
  }

  /// By chance, another one each time that the stream is opened.
  package var writer: UInt64 { exchange.writer }

  /// Reads the mirror.
  package var reader: any JournalReader { mirror.reader }

  /// Publishes the drafts. Without a server they wait until there is one again.
  package func submit(_ drafts: [Draft]) {
    settle()
    let (now, since) = (clock(), Clock.monotonicMilliseconds)
    var unanswered: [UnansweredDrafts.Unanswered] = []
    for draft in drafts {
      if isStopped {
        answers.append(.failed(draft: draft.id))
      } else if let earlier = earlier(draft) {
        answers.append(.repeated(draft: draft.id, of: earlier))
      } else {
        let entry = StreamEntry(writer: exchange.writer, milliseconds: now, draft: draft)
        unanswered.append(UnansweredDrafts.Unanswered(entry, since: since))
      }
    }
    guard !unanswered.isEmpty else { return }
    let ready = exchange.expect(unanswered, sent: connection.isConnected ? since : nil)
    let sender = DraftSender(connection: connection, exchange: exchange)
    for draft in ready { sender.send(draft) }
  }

  /// Gives the answers so far, and everybody's entries with them.
  package func collect(into answers: inout [JournalAnswer]) {
    settle()
    if !isStopped {
      let taken = exchange.take()
      do throws(JournalError) {
        for (entry, draft) in try intake.take(taken.arrivals, into: mirror) {
          unsettled.append(entry)
          answers.append(.committed(entry, draft: draft))
        }
        if !taken.arrivals.isEmpty { isUnsettled = true }
        // What another node was faster with did not count here, and is nevertheless kept.
        for draft in taken.failed {
          let earlier = earlier(draft)
          answers.append(earlier.map { .repeated(draft: draft.id, of: $0) } ?? .failed(draft: draft.id))
        }
        if let error = taken.stopped { throw error }
      } catch {
        stop(error)
      }
    }
    answers.append(contentsOf: self.answers)
    self.answers.removeAll(keepingCapacity: true)
  }

  /// Calls back when the stream has more, and where the journal stops.
  package func wake(with closure: @escaping @Sendable () -> Void) {
    wake = closure
    exchange.wake(with: closure)
  }

  /// Hides the entries. They leave the stream with the next `trim` that may go so far: until then every start
  /// that folds them comes to the same.
  package func strike(_ sequences: [SequenceNumber]) {
    struck.formUnion(sequences)
    attempt { () throws(JournalError) in try mirror.strike(sequences) }
  }

  /// Whether there is something to settle, to tell or to tidy up.
  package var wantsRest: Bool { !isStopped && (isUnsettled || mirror.wantsRest || isMentionDue) }

  /// Settles what was collected last, and tells the other nodes what it has come to.
  package func rest() {
    let wasStopped = isStopped
    settle()
    if !isStopped, isMentionDue { mention() }
    attempt { () throws(JournalError) in try mirror.rest() }
    if isStopped, !wasStopped { wake?() }
  }

  /// Does something that stops the journal where it fails.
  func attempt(_ body: () throws(JournalError) -> Void) {
    guard !isStopped else { return }
    do throws(JournalError) {
      try body()
    } catch {
      stop(error)
    }
  }

  /// Nothing is taken, told or given from now on.
  func stop(_ error: JournalError) {
    guard !isStopped else { return }
    isStopped = true
    exchange.stop()
    answers.append(.stopped(error))
  }

  /// Where the draft's line is already, however long ago. What two nodes take at once, or one twice before it
  /// has come back, the roster tells apart.
  private func earlier(_ draft: Draft) -> SequenceNumber? {
    guard draft.number > 0 else { return nil }
    var earlier: SequenceNumber?
    attempt { () throws(JournalError) in earlier = try mirror.line(draft.number, of: draft.session) }
    return earlier
  }
}
