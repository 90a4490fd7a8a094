import Journal
import Reactor
import TLS

/// From the batches to the connections: what is written next to whom.
extension IOThread {
  /// Writes to those for whom there is something: to everyone once somebody waits for the log's news or they
  /// have waited for company long enough, else to those alone that have something of their own.
  func flushDirty() {
    if announceAt <= now {
      announceAt = .max
      let start = Clock.monotonicMilliseconds
      flushLive()
      writingTime = Clock.monotonicMilliseconds - start
    }
    swap(&dirty, &flushing)
    for connection in flushing {
      connection.isDirty = false
      guard table[connection.id] != nil else { continue }
      flush(connection)
      watch(connection)
      schedule(connection)
    }
    flushing.removeAll(keepingCapacity: true)
    if ring.allBytes >= forgetAt { forgetRead() }
  }

  /// Writes the log's news to everyone who reads it.
  private func flushLive() {
    let start = writtenThrough
    unwritten = 0
    writtenThrough = ring.end
    guard let (newest, onlyNewsFrom) = ring.newestNews else { return }
    if ring.nextNews(from: start) < newest.index {
      let gathered = GatheredNews(of: ring, from: start)
      forEachReader { flush(gathered, to: $0) }
    } else {
      let plain = newest.plain
      let numbered = newest.numbered
      forEachReader { flushNews(newest, onlyNewsFrom, plain, numbered, to: $0) }
    }
  }

  @inline(__always)
  private func forEachReader(_ body: (Connection) -> Void) {
    // A list of its own, since who is dropped meanwhile goes from the thread's. It holds them all, so none
    // has to be held for the call once more: that would be two atomic instructions a delivery.
    let readers = live
    withExtendedLifetime(readers) {
      for index in readers.indices {
        unsafe Unmanaged.passUnretained(readers[index])._withUnsafeGuaranteedRef { body($0) }
      }
    }
  }

  private func flush(_ gathered: GatheredNews, to connection: Connection) {
    guard connection.readsFrom(gathered.first, onlyNewsFrom: gathered.onlyNewsFrom) else {
      return flush(connection)
    }
    for piece in connection.dialect == .plain ? gathered.plain : gathered.numbered {
      connection.cursor = piece.end
      guard write(connection, piece.bytes) else { return }
      guard connection.pending.isEmpty else { return flush(connection) }
    }
    connection.cursor = gathered.end
  }

  @inline(__always)
  private func flushNews(
    _ newest: Batch, _ onlyNewsFrom: UInt64, _ plain: [UInt8], _ numbered: [UInt8], to connection: Connection
  ) {
    guard connection.readsWhole(newest, onlyNewsFrom: onlyNewsFrom) else { return flush(connection) }
    // Nearly everyone, nearly always: one batch more, as it is, in one record.
    connection.cursor = Cursor(batch: newest.index + 1, offset: 0)
    switch connection.dialect {
    case .plain: _ = write(connection, plain)
    case .numbered: _ = write(connection, numbered)
    }
  }

  /// Lets go of what has nothing for anybody any more, which is nearly always everything: the ring is for
  /// slower readers. The next batches then lie in memory that is still near the processor.
  private func forgetRead() {
    var oldest = ring.end
    table.forEach { connection in
      switch connection.phase {
      // Who has missed something already will be cut, or reads it from the journal.
      case .live where connection.cursor.batch >= ring.firstWithAllNews:
        oldest = min(oldest, ring.nextNews(from: connection.cursor.batch))
      case .catchingUp where ring.holds(connection.cursor.batch):
        oldest = min(oldest, connection.cursor.batch)
      case .live, .catchingUp, .handshaking, .naming, .entering, .closing, .lingering: break
      }
      if let edit = connection.edits.first { oldest = min(oldest, edit.batch) }
    }
    ring.removeAll(before: oldest)
    forgetAt = ring.allBytes + max(Self.readBytes, table.count * Self.readBytesPerConnection)
  }

  func markDirty(_ connection: Connection) {
    guard !connection.isDirty else { return }
    connection.isDirty = true
    dirty.append(connection)
  }

  /// Writes until there is nothing left or the socket takes no more.
  func flush(_ connection: Connection) {
    guard connection.blockedSince == nil, !connection.tls.hasUnsent || sendUnsent(connection) else { return }
    while connection.blockedSince == nil {
      guard connection.pending.isEmpty else {
        guard writePending(connection) else { return }
        continue
      }
      guard let source = nextSource(connection) else {
        if case .live = connection.phase, connection.behindSince != nil { noteCaughtUp(connection) }
        return
      }
      switch source {
      case .direct(let bytes, let range):
        guard write(connection, bytes.span.extracting(range)) else { return }
      case .staging:
        guard write(connection, staging) else { return }
      case .fallenBehind: return drop(connection, .slow)
      case .finished(let reason): return finish(connection, reason)
      case .caughtUp: return askForMissed(connection)
      }
    }
  }

  private enum Source {
    /// Straight from a batch, or a piece of the log.
    case direct([UInt8], Range<Int>)
    /// Put together in `staging`, from several pieces.
    case staging
    case fallenBehind
    /// Everything is said, and the connection is to end.
    case finished(CloseReason)
    /// The last part of what a returning session missed is out.
    case caughtUp
  }

  /// What the log has next at a connection's cursor.
  private enum Next {
    /// These bytes of its dialect's part of this batch.
    case shared([UInt8], Range<Int>, isLast: Bool)
    /// An edit was carried out.
    case edited
    case nothing
    case fallenBehind
  }

  /// The next record's worth for the connection, whole lines, past which the connection's place is moved; nil
  /// where there is nothing.
  private func nextSource(_ connection: Connection) -> Source? {
    staging.removeAll(keepingCapacity: true)
    while true {
      let room = Self.recordBytes - staging.count
      if connection.hasOwn {
        let end = Lines.end(in: connection.own, connection.ownStart..<connection.own.count, atMost: room)
        guard end > connection.ownStart else { return .staging }
        staging.append(contentsOf: connection.own[connection.ownStart..<end])
        connection.dropOwn(end - connection.ownStart)
        continue
      }
      switch connection.phase {
      case .live: break
      case .closing(let reason): return staging.isEmpty ? .finished(reason) : .staging
      case .catchingUp:
        switch nextMissed(connection, atMost: room) {
        case .nothing: return staging.isEmpty ? .caughtUp : .staging
        case .inTurn: return staging.isEmpty ? nil : .staging
        case .lines(let bytes, let range):
          guard !range.isEmpty else { return .staging }
          // Less than half a record waits for company.
          if staging.isEmpty, range.count > Self.recordBytes / 2 { return .direct(bytes, range) }
          staging.append(contentsOf: bytes[range])
          continue
        }
      case .handshaking, .naming, .entering, .lingering: return staging.isEmpty ? nil : .staging
      }
      switch next(connection) {
      case .edited: continue
      case .nothing: return staging.isEmpty ? nil : .staging
      case .fallenBehind: return .fallenBehind
      case .shared(let bytes, let range, let isLast):
        let end = Lines.end(in: bytes, range, atMost: room)
        guard end > range.lowerBound else { return .staging }
        connection.cursor.offset = end
        if staging.isEmpty, isLast || end < range.upperBound { return .direct(bytes, range.lowerBound..<end) }
        staging.append(contentsOf: bytes[range.lowerBound..<end])
      }
    }
  }

  private func next(_ connection: Connection) -> Next {
    while connection.cursor.batch < ring.end {
      let edited = connection.edits.first?.batch ?? .max
      guard connection.cursor.batch >= ring.firstWithAllNews, edited >= ring.first else {
        return .fallenBehind
      }
      let next = min(ring.nextNews(from: connection.cursor.batch), edited)
      if next != connection.cursor.batch { connection.cursor = Cursor(batch: next, offset: 0) }
      guard next < ring.end else { break }
      let batch = ring[next]
      let shared = connection.dialect == .plain ? batch.plain : batch.numbered
      var stop = shared.count
      if let reference = connection.edits.first, reference.batch == batch.index {
        let edit = batch.edits[index][Int(reference.index)]
        guard Int(edit.offset) > connection.cursor.offset else {
          connection.edits.removeFirst()
          apply(edit, of: batch, to: connection)
          return .edited
        }
        stop = Int(edit.offset)
      }
      if connection.cursor.offset < stop {
        let isLast =
          stop == shared.count && connection.edits.isEmpty && ring.nextNews(from: next + 1) == ring.end
        return .shared(shared, connection.cursor.offset..<stop, isLast: isLast)
      }
      connection.cursor = Cursor(batch: batch.index + 1, offset: 0)
    }
    return .nothing
  }

  /// Carries out an edit that the connection's cursor has reached.
  func apply(_ edit: Edit, of batch: Batch, to connection: Connection) {
    connection.own.append(contentsOf: batch.inserts[Int(edit.insertStart)..<Int(edit.insertEnd)])
    connection.cursor.offset += Int(edit.skip)
    switch edit.effect {
    case .none: break
    case .refused:
      guard !connection.hasEnded else { return startClosing(connection, .closedByPeer) }
      noteRefusedName(connection)
    case .entered:
      noteEntered(connection)
      connection.cursor = Cursor(batch: batch.index, offset: Int(edit.offset))
      goLive(connection)
    case .resumed:
      noteEntered(connection)
      // What stands in this batch after the edit is read from the journal with the rest of what was missed.
      connection.cursor = Cursor(batch: batch.index + 1, offset: 0)
      connection.catchingUp?.through = batch.last
      connection.phase = .catchingUp
      connection.behindSince = now
    case .closed: startClosing(connection, .finished)
    }
  }

  private func noteEntered(_ connection: Connection) {
    connection.place = .named
    tellAcceptor(.entered(connection.address))
  }
}
