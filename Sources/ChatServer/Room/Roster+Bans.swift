import Journal

/// Those who were thrown out, and those who may not enter.
extension Roster {
  /// Whether `BanSubject.bytes` is banned at that time, in milliseconds since 1970.
  package func isBanned(_ subject: [UInt8], at milliseconds: Int64) -> Bool {
    bans.holds(subject, at: milliseconds)
  }

  /// Until when it is; nil where it is not.
  func endOfBan(_ subject: [UInt8], at milliseconds: Int64) -> Int64? {
    bans.end(of: subject, at: milliseconds)
  }

  /// How many bans there are, ended ones among them.
  package var banCount: Int { bans.ends.count }

  /// The session is over from here on, and cannot be taken up; that it has left, the journal thread says
  /// next.
  mutating func kick(_ kick: Kick, _ entry: Entry) -> Verdict {
    guard bearsName(entry.session) else { return .overtaken }
    let sessions = sessions(concernedBy: kick)
    guard !sessions.isEmpty else { return .noSuchPerson }
    if kick.minutes > 0 {
      let (end, isTooLate) = entry.milliseconds.addingReportingOverflow(Int64(kick.minutes) * 60_000)
      var added = bans
      for subject in kick.subject.split(separator: UInt8(ascii: " ")) {
        guard added.add(Array(subject), until: isTooLate ? BanList.never : end, at: entry.milliseconds) else {
          return .tooManyBans
        }
      }
      bans = added
    }
    for session in sessions {
      guard let identity = identity(of: session) else { continue }
      members[session]?.identity = Identity(name: identity.name, key: identity.key, isResumable: false)
    }
    return .counts
  }

  /// The sessions that are over by it: one, or all devices of an owner.
  func sessions(concernedBy kick: Kick) -> [SessionID] {
    guard kick.session.ownerSince == nil else { return devices(of: kick.session) }
    return bearsName(kick.session) ? [kick.session] : []
  }

  /// Bans for good.
  mutating func ban(_ subject: [UInt8], _ entry: Entry) -> Verdict {
    guard bearsName(entry.session) else { return .overtaken }
    return bans.add(subject, until: BanList.never, at: entry.milliseconds) ? .counts : .tooManyBans
  }

  /// Ends a ban.
  mutating func pardon(_ subject: [UInt8], _ entry: Entry) -> Verdict {
    guard bearsName(entry.session) else { return .overtaken }
    return bans.remove(subject) ? .counts : .notBanned
  }
}
