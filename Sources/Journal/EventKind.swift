/// What kind of event it is, by the number that stores write down. A number that has been used is never given
/// another meaning; 0 and 8 are a file's, for entries of which nothing or next to nothing is kept.
package enum EventKind: UInt8, Sendable {
  case joined = 1
  case said = 2
  case whispered = 3
  case away = 4
  case returned = 5
  case left = 6
  case ended = 7
  /// As `joined`, on another device of an owner who is here already.
  case deviceJoined = 9
  /// As `left`, while the owner is still here on another device.
  case deviceLeft = 10
  case forgotten = 11
  case keyAdded = 20
  case keyRemoved = 21
  case nameGiven = 22
  case nameFreed = 23
  case kicked = 30
  case banned = 31
  case pardoned = 32
  case nodeServes = 40
  case nodeEnded = 41

  /// The event's.
  package init(_ event: Event) {
    self =
      switch event {
      case .joined(let identity): identity.isFurther ? .deviceJoined : .joined
      case .said: .said
      case .whispered: .whispered
      case .away: .away
      case .returned: .returned
      case .left(_, _, _, let isLast): isLast ? .left : .deviceLeft
      case .ended: .ended
      case .keys(let change): Self(change.kind)
      case .forgotten: .forgotten
      case .kicked: .kicked
      case .banned: .banned
      case .pardoned: .pardoned
      case .nodeServes: .nodeServes
      case .nodeEnded: .nodeEnded
      }
  }

  private init(_ kind: KeyChange.Kind) {
    self =
      switch kind {
      case .added: .keyAdded
      case .removed: .keyRemoved
      case .given: .nameGiven
      case .freed: .nameFreed
      }
  }
}
