import Journal

/// How an entry's event stands in its column.
enum EventKind: Int64 {
  /// Did not count, and was emptied.
  case struck = 0
  case joined = 1
  case said = 2
  /// In `since` the entry since which the sender's name is its owner's; NULL for a guest.
  case whispered = 3
  case away = 4
  case returned = 5
  case left = 6
  case ended = 7
  /// A private message of which nothing is kept but that it was.
  case erased = 8
  /// As `joined`, on another device of an owner who is here already.
  case deviceJoined = 9
  /// As `left`, while the owner is still here on another device.
  case deviceLeft = 10
  /// In `recipient` the owner, in `since` the last message that was forgotten.
  case forgotten = 11
  case keyAdded = 20
  case keyRemoved = 21
  case nameGiven = 22
  case nameFreed = 23
  /// In `name` who did it, in `addressee` and `recipient` to whom, in `text` what is kept out, in `since` for
  /// how many minutes.
  case kicked = 30
  /// In `name` who did it, in `text` to whom.
  case banned = 31
  /// As `banned`.
  case pardoned = 32
  /// In `name` the address, in `keys` the pins, in `since` the lease.
  case nodeServes = 40
  /// In `cause` the node.
  case nodeEnded = 41

  init(_ event: Event) {
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
