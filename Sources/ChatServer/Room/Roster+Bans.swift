import Journal

/// Those who were thrown out, and those who may not enter.
extension Roster {
  /// Whether `BanSubject.bytes` is banned at that time, in milliseconds since 1970.
  package func isBanned(_ subject: [UInt8], at milliseconds: Int64) -> Bool {
    bans.holds(subject, at: milliseconds)
  }

  /// How many bans there are, ended ones among them.
  package var banCount: Int { bans.ends.count }

  /// The session is over from here on, and cannot be taken up; that it has left, the journal thread says
  /// next.
  mutating func kick(_ kick: Kick, _ entry: Entry) -> Verdict {
    guard bearsName(entry.session) else { return .overtaken }
    guard let identity = identity(of: kick.session), bearsName(kick.session) else { return .noSuchPerson }
    if kick.minutes > 0 {
      let (end, isTooLate) = entry.milliseconds.addingReportingOverflow(Int64(kick.minutes) * 60_000)
      guard bans.add(kick.subject, until: isTooLate ? BanList.never : end, at: entry.milliseconds) else {
        return .tooManyBans
      }
    }
    identify(kick.session, as: Identity(name: identity.name, key: identity.key, isResumable: false))
    return .counts
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
