import Journal

/// An entry as it stands in the stream: the draft, who wrote it and when. Its sequence number is the
/// message's.
struct StreamEntry: Equatable {
  private static let version: UInt8 = 1

  /// A life of a node, by chance.
  let writer: UInt64
  /// By the writer's clock, in milliseconds since 1970.
  let milliseconds: Int64
  let draft: Draft

  init(writer: UInt64, milliseconds: Int64, draft: Draft) {
    self.writer = writer
    self.milliseconds = milliseconds
    self.draft = draft
  }

  init(_ bytes: [UInt8]) throws(JournalError) {
    var reader = Unpacker(bytes)
    try reader.version(Self.version)
    writer = try reader.fixedNumber()
    let id = try reader.number()
    milliseconds = try reader.signedNumber()
    let (session, number) = (try reader.session(), try reader.number())
    draft = Draft(id: id, session: session, number: number, event: try Event(&reader))
    try reader.finish()
  }

  var bytes: [UInt8] {
    var bytes = [Self.version]
    bytes.pack(fixed: writer)
    bytes.pack(draft.id)
    bytes.pack(signed: milliseconds)
    bytes.pack(draft.session)
    bytes.pack(draft.number)
    draft.event.pack(into: &bytes)
    return bytes
  }

  /// What the engine knows a repetition by, within its window.
  var name: String { "\(String(writer, radix: 16))-\(draft.id)" }
}
