/// What can happen to the room. Names and texts are the bytes that the wire's checks let through.
package enum Event: Sendable, Equatable {
  /// Someone asks to enter under a name, for the first time or again after having been told to have left.
  case joined(Identity)
  /// A public message, with the name that its sender bore.
  case said(name: [UInt8], text: [UInt8])
  /// A private message. Indirect, since an event is copied on its way more often than a box costs.
  indirect case whispered(Whisper)
  /// A numbered session lost its connection; nobody is told yet.
  case away(LeaveCause)
  /// A numbered session that was away took itself up again; nobody is told.
  case returned
  /// Someone left. `awaySince` names the `away` entry whose patience ran out; the roster ignores the entry
  /// where a later return has overtaken it. Nil where the session left by itself. Where another device of the
  /// name's owner is still there, the session is not the last one, and nobody is told.
  case left(name: [UInt8], cause: LeaveCause, awaySince: SequenceNumber?, isLast: Bool = true)
  /// A session that nobody took up again is over; `goneSince` names the `left` entry that began the wait.
  case ended(goneSince: SequenceNumber)
  /// The keys of a name change. Indirect, as above.
  indirect case keys(KeyChange)
  /// The private messages that waited for an owner (`SessionID.owner(since:)`), up to and with that entry,
  /// were not fetched in time: they wait no more.
  case forgotten(owner: SessionID, through: SequenceNumber)
  /// Somebody who runs the room, whose session the entry's is, threw somebody out. Indirect, as above.
  indirect case kicked(Kick)
  /// Somebody who runs the room (`by`, a name) closed it to the holder of a key, or to an address: `subject`
  /// is the text by which all are told, and by which the ban is found again.
  case banned(subject: [UInt8], by: [UInt8])
  /// Somebody who runs the room opened it again to whom it was closed.
  case pardoned(subject: [UInt8], by: [UInt8])
  /// The writer serves the room, from now on or still: for the node's lease it can be taken for alive. The
  /// session is the server's, as in the next. Indirect, as above.
  indirect case nodeServes(Node)
  /// A node (a writer) serves no more. `since` names its last `nodeServes`, whose lease has run out: another
  /// node says so, and the roster ignores it where that is not so. Nil where the node says so itself.
  case nodeEnded(node: UInt64, since: SequenceNumber?)
}
