import CNATS

/// Something that the engine said, copied out of libnats's memory.
enum NATSMessage: Sendable, Equatable {
  /// A message of the stream, the `delivered`th of a generation.
  case stored(subject: String, bytes: [UInt8], sequence: UInt64, delivered: UInt64, generation: UInt64)
  /// The draft is in the stream, at that number.
  case acknowledged(draft: UInt64, sequence: UInt64)
  /// JetStream did not store the draft.
  case refused(draft: UInt64)
  /// There is nobody at the moment who could store the draft.
  case untaken(draft: UInt64)
  /// Nothing new: up to `sequence` there were `delivered` messages of a generation.
  case heartbeat(sequence: UInt64, delivered: UInt64, generation: UInt64)
  /// Nothing that matters.
  case other

  @unsafe init(_ message: cnats_message) {
    switch unsafe message.kind {
    case CNATS_STORED:
      let subject = unsafe message.subject.map { unsafe String(cString: $0) } ?? ""
      let bytes = unsafe [UInt8](UnsafeBufferPointer(start: message.bytes, count: message.count))
      self = unsafe .stored(
        subject: subject, bytes: bytes, sequence: message.sequence, delivered: message.delivered,
        generation: message.generation)
    case CNATS_ACKNOWLEDGED: self = unsafe .acknowledged(draft: message.draft, sequence: message.sequence)
    case CNATS_NOT_STORED: self = unsafe .refused(draft: message.draft)
    case CNATS_UNTAKEN: self = unsafe .untaken(draft: message.draft)
    case CNATS_HEARTBEAT:
      self = unsafe .heartbeat(
        sequence: message.sequence, delivered: message.delivered, generation: message.generation)
    default: self = .other
    }
  }
}
