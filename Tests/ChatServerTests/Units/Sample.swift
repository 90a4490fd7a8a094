import Journal
import Reactor
import Wire

@testable import ChatServer

/// The room's, where Testing has one of its own.
typealias Attachment = ChatServer.Attachment

/// Values for unit tests.
enum Sample {
  static let ana = session(1)
  static let beto = session(2)
  static let caio = session(3)

  static func session(_ number: Int) -> SessionID { SessionID(high: 0x5E55, low: UInt64(number)) }

  static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  static func text(_ bytes: some Collection<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

  static func connection(_ slot: Int, thread: Int = 0) -> ConnectionID {
    ConnectionID(thread: thread, slot: slot, generation: 0)
  }

  static func attachment(_ slot: Int, _ dialect: Dialect, thread: Int = 0) -> Attachment {
    Attachment(
      connection: connection(slot, thread: thread), session: session(slot), dialect: dialect, caller: caller)
  }

  /// One of a person's keys, another one for each number up to 65,535.
  static func key(_ number: Int) -> PersonKey {
    let ends = [UInt8(number >> 8), UInt8(number & 0xFF)]
    return PersonKey(ends + [UInt8](repeating: 0x4B, count: PersonKey.byteCount - 4) + ends)!
  }

  static func identity(_ name: String, isResumable: Bool = true, keys: Int...) -> Identity {
    Identity(
      name: bytes(name), key: bytes(name.lowercased()), isResumable: isResumable, keys: keys.map { key($0) })
  }

  /// Entering with the keys of these numbers, of which the first one is shown; as a guest without any.
  static func joined(
    _ name: String, isResumable: Bool = true, keys: Int..., isFurther: Bool = false
  ) -> Event {
    .joined(
      Identity(
        name: bytes(name), key: bytes(name.lowercased()), isResumable: isResumable,
        keys: keys.map { key($0) }, isFurther: isFurther))
  }

  /// A change of the keys of a name, of which the keys of these numbers are the others.
  static func change(_ kind: KeyChange.Kind, _ name: String, _ number: Int?, others: Int...) -> Event {
    .keys(
      KeyChange(
        kind: kind, name: bytes(name), nameKey: bytes(name.lowercased()), key: number.map { key($0) },
        others: others.map { key($0) }))
  }

  static func said(_ text: String, by name: String = "Ana") -> Event {
    .said(name: bytes(name), text: bytes(text))
  }

  static func whisper(_ text: String, to recipient: SessionID, owner: SessionID? = nil) -> Whisper {
    Whisper(from: bytes("Ana"), to: bytes("Beto"), recipient: recipient, text: bytes(text), owner: owner)
  }

  static func left(
    _ name: String, _ cause: LeaveCause = .quit, awaySince: SequenceNumber? = nil, isLast: Bool = true
  ) -> Event {
    .left(name: bytes(name), cause: cause, awaySince: awaySince, isLast: isLast)
  }

  /// Ana throws somebody out; where for some minutes, under an address.
  static func kicked(
    _ session: SessionID, _ name: String = "Beto", for minutes: UInt32 = 0, _ subject: String = "192.0.2.7"
  ) -> Event {
    .kicked(
      Kick(
        name: bytes(name), session: session, by: bytes("Ana"), minutes: minutes,
        subject: minutes > 0 ? bytes(subject) : []))
  }

  static func banned(_ subject: String) -> Event { .banned(subject: bytes(subject), by: bytes("Ana")) }

  static func pardoned(_ subject: String) -> Event { .pardoned(subject: bytes(subject), by: bytes("Ana")) }

  /// A node that serves at that address, under the keys of these numbers.
  static func node(_ address: String = "192.0.2.1:4040", lease: Int64 = 15_000, keys: Int...) -> Node {
    Node(address: bytes(address), pins: (keys.isEmpty ? [1] : keys).map { key($0) }, lease: lease)
  }

  static func serves(lease: Int64 = 15_000) -> Event { .nodeServes(node(lease: lease)) }

  static func entry(
    _ sequence: UInt64, _ event: Event, _ session: SessionID = ana, number: UInt64 = 0,
    at time: Int64 = 1_000, by writer: UInt64 = 0
  ) -> Entry {
    Entry(
      sequence: SequenceNumber(sequence), milliseconds: time, writer: writer, session: session,
      number: number, event: event)
  }

  static let caller = Caller(.loopback(port: 1))

  static func batch(_ index: UInt64, bytes count: Int, news: Batch.News = .messages) -> Batch {
    Batch(
      index: index, last: SequenceNumber(index + 1), plain: [UInt8](repeating: 0x61, count: count),
      numbered: [], inserts: [], edits: [], news: news, taken: [])
  }
}
