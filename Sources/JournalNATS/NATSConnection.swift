import CNATS
import Glibc

/// A connection to the engine, which libnats makes again by itself where it breaks. Any thread may use it;
/// `next` one at a time.
@safe final class NATSConnection: Sendable {
  nonisolated(unsafe) private let connection: OpaquePointer

  /// Connects to the first server that answers.
  init(_ settings: NATSSettings) throws(NATSFailure) {
    let texts =
      settings.address.servers.map { "nats://\($0)" as String? } + [
        settings.address.user, settings.address.password, settings.authorities, settings.certificate,
        settings.key, settings.address.stream,
      ]
    let copies = unsafe texts.map { text in unsafe text.flatMap { unsafe strdup($0) } }
    defer { unsafe copies.forEach { unsafe free($0) } }
    let count = settings.address.servers.count
    let servers = unsafe copies.prefix(count).map { unsafe UnsafePointer($0) }
    var reason = cnats_reason()
    var result = CNATS_DONE
    let made = unsafe servers.withUnsafeBufferPointer { servers -> OpaquePointer? in
      var given = unsafe cnats_settings(
        servers: servers.baseAddress!, server_count: Int32(count), user: UnsafePointer(copies[count]),
        password: UnsafePointer(copies[count + 1]), authorities: UnsafePointer(copies[count + 2]),
        certificate: UnsafePointer(copies[count + 3]), key: UnsafePointer(copies[count + 4]),
        stream: UnsafePointer(copies[count + 5]!))
      return unsafe cnats_connect(&given, &result, &reason)
    }
    guard let made = unsafe made else { throw Self.failure(result, reason) }
    unsafe connection = unsafe made
  }

  deinit {
    unsafe cnats_close(connection)
    unsafe cnats_free(connection)
  }

  /// Ends all that is under way, from any thread.
  func close() { unsafe cnats_close(connection) }

  /// Whether a server can be spoken to now.
  var isConnected: Bool { unsafe cnats_is_connected(connection) }

  /// How often the connection broke, or was left, and was made again.
  var reconnects: UInt64 { unsafe cnats_reconnects(connection) }

  /// Goes to another server, where there is one, since the present one is of no use.
  func move() throws(NATSFailure) {
    do throws(NATSFailure) {
      try check { reason in unsafe cnats_move(connection, &reason) }
    } catch {
      guard error.kind == .nothing else { throw error }
    }
  }

  /// What the stream is like; nil where there is none.
  func stream() throws(NATSFailure) -> cnats_stream? {
    var stream = cnats_stream()
    do throws(NATSFailure) {
      try check { reason in unsafe cnats_stream_info(connection, &stream, &reason) }
      return stream
    } catch {
      guard error.code == Int(CNATS_NO_STREAM) else { throw error }
      return nil
    }
  }

  /// Makes the stream, or finds it made just so.
  func makeStream(replicas: Int32, duplicates: Int64) throws(NATSFailure) {
    try check { reason in unsafe cnats_stream_make(connection, replicas, duplicates, &reason) }
  }

  /// Publishes an entry whose acknowledgement comes through `next`.
  func publish(_ entry: [UInt8], name: String, draft: UInt64) throws(NATSFailure) {
    try check { reason in
      unsafe entry.withUnsafeBufferPointer { bytes in
        unsafe cnats_publish(
          connection, Subject.entry.rawValue, name, draft, bytes.baseAddress, bytes.count, &reason)
      }
    }
  }

  /// Publishes a message of which nobody needs to know what became.
  func mention(_ message: [UInt8], _ subject: Subject) {
    unsafe message.withUnsafeBufferPointer { bytes in
      unsafe cnats_mention(connection, subject.rawValue, bytes.baseAddress, bytes.count)
    }
  }

  /// Stores a message and answers its number.
  func store(_ message: [UInt8], _ subject: Subject) throws(NATSFailure) -> UInt64 {
    var sequence: UInt64 = 0
    try check { reason in
      unsafe message.withUnsafeBufferPointer { bytes in
        unsafe cnats_store(connection, subject.rawValue, bytes.baseAddress, bytes.count, &sequence, &reason)
      }
    }
    return sequence
  }

  /// Overwrites a message where it lies, and removes it; one that is gone is no error.
  func erase(_ sequence: UInt64) throws(NATSFailure) {
    do throws(NATSFailure) {
      try check { reason in unsafe cnats_erase(connection, sequence, &reason) }
    } catch {
      guard error.kind == .refused, try get(sequence) == nil else { throw error }
    }
  }

  /// Removes messages, one by one but at once; those that are gone are no error. A purge would be one
  /// request, but servers before 2.9.22 that find one in their own log when they are started take it for one
  /// of all subjects, up to the last message that there was then.
  func remove(_ sequences: some Sequence<UInt64>) throws(NATSFailure) {
    let sequences = Array(sequences)
    guard !sequences.isEmpty else { return }
    var removed = [Bool](repeating: false, count: sequences.count)
    try check { reason in
      unsafe cnats_remove(connection, sequences, sequences.count, &removed, &reason)
    }
    for (sequence, isRemoved) in zip(sequences, removed) where !isRemoved {
      guard try get(sequence) == nil else {
        throw NATSFailure(kind: .refused, code: 0, text: "a message cannot be removed")
      }
    }
  }

  /// Removes the oldest messages of a subject that come before that number, at most `limit`.
  func remove(_ subject: Subject, before end: UInt64, limit: Int) throws(NATSFailure) {
    var found: [UInt64] = []
    while found.count < limit, let next = try first(of: subject, from: (found.last ?? 0) + 1), next < end {
      found.append(next)
    }
    try remove(found)
  }

  /// Lets the stream's messages from `start` on come through `next`, as those of a generation, and those of
  /// the one before no more.
  func consume(_ generation: UInt64, from start: UInt64, heartbeat: Int64) throws(NATSFailure) {
    try check { reason in unsafe cnats_consume(connection, generation, start, heartbeat, &reason) }
  }

  /// The next of all that the server says; nil where nothing comes within so many milliseconds.
  func next(_ milliseconds: Int64) throws(NATSFailure) -> NATSMessage? {
    var message = unsafe cnats_message()
    let result = unsafe cnats_next(connection, milliseconds, &message)
    switch result {
    case CNATS_DONE:
      defer { unsafe cnats_message_free(&message) }
      return unsafe NATSMessage(message)
    case CNATS_NOTHING: return nil
    default: throw Self.failure(result, cnats_reason())
    }
  }

  /// The message of that number; nil where there is none.
  func get(_ sequence: UInt64) throws(NATSFailure) -> NATSMessage? {
    try unsafe one { message, reason in unsafe cnats_get(connection, sequence, &message, &reason) }
  }

  /// The number of the first message from `start` on, of a subject or of any; nil where there is none.
  func first(of subject: Subject? = nil, from start: UInt64) throws(NATSFailure) -> UInt64? {
    var sequence: UInt64 = 0
    let subject = subject?.rawValue ?? "*"
    do throws(NATSFailure) {
      try check { reason in unsafe cnats_first(connection, subject, start, &sequence, &reason) }
    } catch {
      guard error.kind == .nothing else { throw error }
      return nil
    }
    return sequence
  }

  private func one(
    _ call: (inout cnats_message, inout cnats_reason) -> cnats_result
  ) throws(NATSFailure) -> NATSMessage? {
    var message = unsafe cnats_message()
    var reason = cnats_reason()
    let result = unsafe call(&message, &reason)
    switch result {
    case CNATS_DONE:
      defer { unsafe cnats_message_free(&message) }
      return unsafe NATSMessage(message)
    case CNATS_NOTHING: return nil
    default: throw Self.failure(result, reason)
    }
  }

  private func check(_ call: (inout cnats_reason) -> cnats_result) throws(NATSFailure) {
    var reason = cnats_reason()
    let result = call(&reason)
    guard result == CNATS_DONE else { throw Self.failure(result, reason) }
  }

  private static func failure(_ result: cnats_result, _ reason: cnats_reason) -> NATSFailure {
    let kind: NATSFailure.Kind =
      switch result {
      case CNATS_NOTHING: .nothing
      case CNATS_REFUSED: .refused
      case CNATS_DENIED: .denied
      case CNATS_CLOSED: .closed
      default: .unanswered
      }
    let text = unsafe withUnsafeBytes(of: reason.text) { bytes in
      unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    return NATSFailure(kind: kind, code: Int(reason.code), text: text)
  }
}
