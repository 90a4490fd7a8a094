import TLS
import Wire

/// The people whom one has written to privately, on one server, and whether those who bear their names now
/// are the same. Pure but for the file of the known people.
package struct Friends: Sendable {
  /// What becomes of a private message to a stranger who bears a friend's name.
  package enum Policy: Sendable {
    /// The person is asked.
    case ask
    /// It goes out, and the stranger is the friend from then on.
    case keep
    /// It does not go out.
    case refuse
  }

  /// What there is to say of a private message to a friend's name.
  enum Judgement {
    /// It goes to the friend.
    case friend
    /// It goes to this one.
    case stranger(Stranger)
    /// It goes to nobody.
    case nobody
    /// The server is to be asked whose the name is.
    case unknown
  }

  /// What becomes of a private message to a stranger.
  let policy: Policy

  private let people: KnownPeople?
  private let address: Address
  /// Those who are known on other servers.
  private var elsewhere: [KnownPerson] = []
  private var known: [[UInt8]: KnownPerson] = [:]
  /// Friends' names under which a guest may be written to until the guest leaves.
  private var admitted: Set<[UInt8]> = []
  /// Whether who is here, and with which keys, may still be told as it was before a cut.
  private var isBehind = false
  /// Whether nobody has told, in this session, who came and left for some time, and with which keys.
  private var hasMissed = false
  private var failure: RecordFileError?

  /// Those who are known on the server at `address`; without a file they are forgotten at the end. Throws
  /// where the file cannot be read.
  package init(
    at address: Address, in people: KnownPeople?, policy: Policy
  ) throws(RecordFileError) {
    self.init(at: address, people, policy)
    for person in try people?.all() ?? [] {
      if person.address == address { known[person.nameKey] = person } else { elsewhere.append(person) }
    }
  }

  /// Nobody yet, on the server at `address`, and nothing that outlives the program.
  package init(at address: Address) {
    self.init(at: address, nil, .ask)
  }

  private init(at address: Address, _ people: KnownPeople?, _ policy: Policy) {
    self.address = address
    self.people = people
    self.policy = policy
  }

  /// The room is reached through these servers as well: who is known there is known here. The earlier ones
  /// count for more, and most of all what is known here.
  package mutating func learn(at addresses: [Address]) {
    for address in addresses {
      for person in elsewhere where person.address == address && known[person.nameKey] == nil {
        // What is learned of them from now on is not written down as that server's.
        known[person.nameKey] = person.at(self.address)
      }
    }
  }

  /// Whether somebody is known by that name.
  func knows(_ name: Name) -> Bool { known[name.key] != nil }

  /// Whom a private message to that name goes to, of whose owner the server has said this. Of those who are
  /// here it tells by itself. For who is not, it keeps the message, and the name may have another owner by
  /// now.
  func judge(_ name: Name, among presence: Presence, _ owner: HeldLine.Owner) -> Judgement {
    guard let friend = known[name.key] else { return .friend }
    let isListed = presence.spelling(of: name.description) != nil
    let pins = presence.pins(of: name.description)
    if !isBehind, !hasMissed, isListed || !presence.isComplete && !pins.isEmpty {
      return stranger(name, shownBy: pins).map(Judgement.stranger) ?? .friend
    }
    switch owner {
    case .unasked, .asked: return .unknown
    case .untold: return .stranger(Stranger(name: name, known: friend, shown: [], isUntold: true))
    case .told(let pins) where pins.isEmpty && !isListed && presence.isComplete: return .nobody
    case .told(let pins): return stranger(name, shownBy: pins).map(Judgement.stranger) ?? .friend
    }
  }

  /// Takes an event that `presence` knows of already; the strangers who are to be told of for it. A friend's
  /// new keys, told beside a known one, are kept.
  mutating func take(_ event: ClientEvent, among presence: Presence) -> [Stranger] {
    switch event {
    case .entered: (isBehind, hasMissed) = (false, false)
    case .resumed: isBehind = true
    case .gap: hasMissed = true
    default: break
    }
    guard !known.isEmpty else { return [] }
    switch event {
    case .entered(_, _, _, let keys):
      admitted = []
      for told in keys { learn(told) }
      let here = keys.map(\.name) + presence.names
      return unique(here.compactMap { nameOfFriend($0) }).compactMap { stranger($0, among: presence) }
    case .keys(let keys):
      learn(keys)
      guard let name = nameOfFriend(keys.name), presence.spelling(of: keys.name) != nil else { return [] }
      return [stranger(name, among: presence)].compactMap(\.self)
    case .owner(let name, let pins):
      if !pins.isEmpty { learn(PersonKeys(name: name, pins: pins)) }
      return []
    case .joined(let name, _, isOld: false):
      guard let name = nameOfFriend(name) else { return [] }
      admitted.remove(name.key)
      return [stranger(name, among: presence)].compactMap(\.self)
    case .left(let name, _, _, isOld: false):
      if let name = nameOfFriend(name) { admitted.remove(name.key) }
      return []
    default: return []
    }
  }

  /// The server has answered a line that was sent since we are back: all that came before it was told.
  mutating func catchUp() { isBehind = false }

  /// A private message to that name was accepted: whoever owns it is a friend from now on.
  mutating func meet(_ name: Name, with pins: [PublicKeyPin], on day: Day) {
    guard known[name.key] == nil, !pins.isEmpty else { return }
    keep(KnownPerson(address: address, name: name, pins: pins, firstSeen: day))
  }

  /// The stranger is to be written to: with keys, as the friend from now on; a guest until the guest leaves.
  mutating func admit(_ stranger: Stranger, on day: Day) {
    guard !stranger.shown.isEmpty else {
      admitted.insert(stranger.name.key)
      return
    }
    keep(KnownPerson(address: address, name: stranger.name, pins: stranger.shown, firstSeen: day))
  }

  /// Why somebody could not be written down, if that happened since the last call. Until the end of the
  /// program the person is known all the same.
  mutating func takeFailure() -> RecordFileError? {
    defer { failure = nil }
    return failure
  }

  /// Who bears a friend's name without the friend's keys; nil where there is nothing to say against it.
  private func stranger(_ name: Name, among presence: Presence) -> Stranger? {
    stranger(name, shownBy: presence.pins(of: name.description))
  }

  /// The same of a name that belongs to these keys, or is a guest's.
  private func stranger(_ name: Name, shownBy pins: [PublicKeyPin]) -> Stranger? {
    guard let friend = known[name.key] else { return nil }
    if pins.isEmpty ? admitted.contains(name.key) : friend.has(oneOf: pins) { return nil }
    return Stranger(name: name, known: friend, shown: pins)
  }

  /// The name, where somebody is known by it.
  private func nameOfFriend(_ name: String) -> Name? {
    let name = Name(stored: Array(name.utf8))
    return knows(name) ? name : nil
  }

  private func unique(_ names: [Name]) -> [Name] {
    var seen: Set<Name> = []
    return names.filter { seen.insert($0).inserted }
  }

  private mutating func learn(_ keys: PersonKeys) {
    guard let name = nameOfFriend(keys.name), let friend = known[name.key] else { return }
    guard friend.has(oneOf: keys.pins), Set(friend.pins) != Set(keys.pins) else { return }
    keep(friend.with(keys.pins))
  }

  private mutating func keep(_ person: KnownPerson) {
    known[person.nameKey] = person
    do throws(RecordFileError) {
      try people?.keep(person)
    } catch {
      failure = error
    }
  }
}
