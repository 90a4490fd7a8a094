import TLS

/// Who runs the room, and whether it is open to everybody: what the person says who runs the server.
package struct Admission: Sendable, Equatable {
  /// The keys of those who run the room. They may always enter.
  package var admins: Set<PublicKeyPin>
  /// The keys that may enter beside these; nil where everybody may.
  package var members: Set<PublicKeyPin>?

  /// Nobody runs the room and everybody may enter, unless told otherwise.
  package init(admins: Set<PublicKeyPin> = [], members: Set<PublicKeyPin>? = nil) {
    self.admins = admins
    self.members = members
  }

  /// Whether it is one of those who run the room, by a key: so never a plain client.
  func isAdmin(_ caller: Caller) -> Bool { caller.key.map(admins.contains) ?? false }

  /// Whether the room is open to whom that is: it runs it, or is on the list of members where there is one.
  func admits(_ caller: Caller) -> Bool {
    guard let members, !isAdmin(caller) else { return true }
    return caller.key.map(members.contains) ?? false
  }
}
