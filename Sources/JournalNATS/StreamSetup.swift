import CNATS
import Journal

/// Finds the stream, or makes it, and says whose log it is.
struct StreamSetup {
  /// JetStream's own: two minutes, in nanoseconds. Drafts whose fate is not known are looked for before they
  /// are sent again, so it need only be longer than a message can be under way.
  static let duplicateWindow: Int64 = 120_000_000_000
  /// The shortest window that is enough.
  static let minimumWindow: Int64 = 60_000_000_000
  /// One of three servers may fail.
  static let replicas: Int32 = 3

  private static let roomVersion: UInt8 = 1

  private let connection: NATSConnection
  private let address: NATSAddress
  private let makesStream: Bool

  init(_ connection: NATSConnection, _ settings: NATSSettings) {
    self.connection = connection
    address = settings.address
    makesStream = settings.makesStream
  }

  /// The stream's room; of a new stream `newRoom`, or what another node was faster to say. Nil where the
  /// stream has messages, and none that says it: it is somebody else's, or its servers do not find it yet.
  /// Throws a `NATSFailure`, a `NATSJournalError` or a `JournalError`.
  func room(_ newRoom: RoomID) throws -> RoomID? {
    if try connection.stream() == nil {
      guard makesStream else { throw NATSJournalError.stream(address, .missing) }
      try make()
    }
    guard let stream = try connection.stream() else {
      throw NATSFailure(kind: .nothing, code: 0, text: "the stream is gone")
    }
    if let fault = Self.fault(of: stream) { throw NATSJournalError.stream(address, fault) }
    if let room = try known() { return room }
    if stream.last == 0 {
      // Another node may do so at this moment: the first one counts.
      var bytes = [Self.roomVersion]
      bytes.pack(fixed: newRoom.value)
      _ = try connection.store(bytes, .room)
    }
    return try known()
  }

  /// What is wrong with a stream; nil where it will do.
  static func fault(of stream: cnats_stream) -> StreamFault? {
    if !stream.is_plain || !stream.is_limits { return .notALog }
    if !stream.has_our_subjects { return .foreign }
    if !stream.is_file { return .notInFiles }
    if stream.is_sealed || stream.denies_delete || !stream.acknowledges { return .isClosed }
    let dropsOld = !stream.discards_new && (stream.maximum_messages > 0 || stream.maximum_bytes > 0)
    if dropsOld || stream.maximum_age > 0 || stream.maximum_per_subject > 0 { return .hasLimits }
    return stream.duplicates < minimumWindow ? .forgetsDuplicates : nil
  }

  /// A single server can have one replica alone.
  private func make() throws(NATSFailure) {
    do throws(NATSFailure) {
      try connection.makeStream(replicas: Self.replicas, duplicates: Self.duplicateWindow)
    } catch {
      guard error.code == Int(CNATS_NO_REPLICAS) else { throw error }
      try connection.makeStream(replicas: 1, duplicates: Self.duplicateWindow)
    }
  }

  private func known() throws -> RoomID? {
    guard let first = try connection.first(of: .room, from: 1),
      case .stored(_, let bytes, _, _, _)? = try connection.get(first)
    else { return nil }
    do throws(JournalError) {
      var reader = Unpacker(bytes)
      try reader.version(Self.roomVersion)
      let room = RoomID(try reader.fixedNumber())
      try reader.finish()
      return room
    } catch {
      throw JournalError(error.kind, "\(address): \(error)")
    }
  }
}
