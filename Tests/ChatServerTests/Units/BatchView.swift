import Wire

@testable import ChatServer

/// What one connection sees of a batch: the shared bytes of its dialect with its edits carried out, as an I/O
/// thread does it, but in the simplest way.
struct BatchView {
  private(set) var bytes: [UInt8] = []

  /// - Parameter isIn: whether the connection reads the log when the batch begins; where not, it does so from
  ///   its `entered` edit on, and before that only gets what is put in for it.
  init(_ batch: Batch, _ attachment: Attachment, isIn: Bool = true) {
    let shared = attachment.dialect == .plain ? batch.plain : batch.numbered
    var cursor: Int? = isIn ? 0 : nil
    for edit in batch.edits[attachment.connection.thread] where edit.connection == attachment.connection {
      if let start = cursor { bytes += shared[start..<Int(edit.offset)] }
      bytes += batch.inserts[Int(edit.insertStart)..<Int(edit.insertEnd)]
      if cursor != nil || edit.effect == .entered { cursor = Int(edit.offset + edit.skip) }
    }
    if let cursor { bytes += shared[cursor...] }
  }

  var text: String { Sample.text(bytes) }
}
