/// What the thread's connections hold, and who is cut where all together hold too much.
extension IOThread {
  /// Counts what the connection holds now. To be called whenever it may have changed; what a delivery writes
  /// at once changes nothing.
  func count(_ connection: Connection) {
    let bytes = connection.bufferedBytes
    guard bytes != connection.countedBytes else { return }
    buffers.change(bytes - connection.countedBytes, of: index)
    connection.countedBytes = bytes
  }

  /// Where all connections together hold too much, and this thread's hold most, ends those that hold most,
  /// until it is enough.
  func relieveBuffers() {
    guard buffers.isExceeded, buffers.isLargest(index) else { return }
    var holders = table.all.filter { $0.countedBytes > 0 }
    holders.sort { $0.countedBytes > $1.countedBytes }
    for connection in holders {
      guard buffers.isExceeded else { return }
      end(hoarding: connection)
    }
  }

  private func end(hoarding connection: Connection) {
    // To whom takes nothing, nothing can be said.
    guard connection.blockedSince == nil, connection.pending.isEmpty, !connection.isEnding else {
      return drop(connection, .hoarding)
    }
    connection.forgetBuffers()
    close(connection, .hoarding, saying: phrases.hoarding)
    count(connection)
  }
}
