import ChatClient
import TLS
import TestSupport
import Testing

@Suite("Trust")
struct TrustTests {
  private let folder: TemporaryFolder
  private let servers: KnownServers

  init() throws {
    folder = try TemporaryFolder()
    servers = KnownServers(path: folder.path + "/known_servers")
  }

  @Test("in given keys asks nothing, keeps nothing, and looks at no file")
  func given() throws {
    let trust = Trust(.local, pins: [try pin(1), try pin(2)])
    #expect(trust.pins == [try pin(1), try pin(2)])
    #expect(trust.judge(try pin(3)) == .mismatch(expected: trust.pins, firstSeen: nil))
  }

  @Test(
    "in a server that was never met is asked for, given or refused",
    arguments: [
      (Trust.FirstContact.ask, Trust.Verdict.ask), (.keep, .keep), (.refuse, .refuse),
    ])
  func firstContact(policy: Trust.FirstContact, verdict: Trust.Verdict) throws {
    let trust = try Trust(.local, known: servers, firstContact: policy)
    #expect(trust.pins.isEmpty)
    #expect(trust.judge(try pin(1)) == verdict)
  }

  @Test("lasts once it is kept, and another key is a mismatch whatever the policy")
  func kept() throws {
    var trust = try Trust(.local, known: servers, firstContact: .ask)
    try trust.keep(try pin(1), on: Day(seconds: 0))
    #expect(trust.pins == [try pin(1)])
    let later = try Trust(.local, known: servers, firstContact: .keep)
    #expect(later.pins == [try pin(1)])
    #expect(later.judge(try pin(2)) == .mismatch(expected: [try pin(1)], firstSeen: Day(seconds: 0)))
  }

  @Test("rests on given keys, on what is known since a day, or on nothing yet")
  func standing() throws {
    #expect(Trust(.local, pins: [try pin(1)]).standing == .pinned)
    var trust = try Trust(.local, known: servers, firstContact: .ask)
    #expect(trust.standing == .unknown)
    try trust.keep(try pin(1), on: Day(seconds: 0))
    #expect(trust.standing == .known(since: Day(seconds: 0)))
    let later = try Trust(.local, known: servers, firstContact: .refuse)
    #expect(later.standing == .known(since: Day(seconds: 0)))
  }

  @Test("takes the announced key in beside today's, and says yes to it where the handshake did not know yet")
  func next() throws {
    var trust = try Trust(.local, known: servers, firstContact: .ask)
    // Before there is a key nobody has proved anything.
    #expect(try !trust.keepNext(try pin(2)))
    try trust.keep(try pin(1), on: Day(seconds: 0))
    #expect(try trust.keepNext(try pin(2)))
    #expect(try !trust.keepNext(try pin(2)))
    #expect(trust.pins == [try pin(1), try pin(2)])
    #expect(trust.judge(try pin(2)) == .trusted)
    #expect(trust.judge(try pin(3)) == .mismatch(expected: trust.pins, firstSeen: Day(seconds: 0)))
    let later = try Trust(.local, known: servers, firstContact: .ask)
    #expect(later.pins == trust.pins)
    #expect(later.nextPin == (try pin(2)))
    // Another one takes its place, today's is none, and what is announced no more is forgotten.
    #expect(try trust.keepNext(try pin(3)))
    #expect(trust.pins == [try pin(1), try pin(3)])
    #expect(try trust.keepNext(try pin(1)))
    #expect(trust.pins == [try pin(1)])
    #expect(try !trust.keepNext(nil))
  }

  @Test("goes over to the announced key when it is met, and the old one is another's from then on")
  func meet() throws {
    var trust = try Trust(.local, known: servers, firstContact: .ask)
    try trust.keep(try pin(1), on: Day(seconds: 0))
    #expect(try !trust.meet(try pin(1)))
    #expect(try trust.keepNext(try pin(2)))
    #expect(try !trust.meet(try pin(1)))
    #expect(try trust.meet(try pin(2)))
    #expect(trust.pins == [try pin(2)] && trust.nextPin == nil)
    #expect(trust.judge(try pin(1)) == .mismatch(expected: [try pin(2)], firstSeen: Day(seconds: 0)))
    #expect(try Trust(.local, known: servers, firstContact: .ask).pins == [try pin(2)])
  }

  @Test("in given keys takes no other in, whatever the server announces")
  func givenAndNext() throws {
    var trust = Trust(.local, pins: [try pin(1), try pin(2)])
    #expect(try !trust.keepNext(try pin(3)))
    #expect(try !trust.meet(try pin(2)))
    #expect(trust.pins == [try pin(1), try pin(2)])
  }

  @Test("changes nothing where the announcement cannot be written down")
  func cannotKeepNext() throws {
    var trust = try Trust(.local, known: servers, firstContact: .ask)
    try trust.keep(try pin(1), on: Day(seconds: 0))
    try PrivateFile.replace(servers.path, with: Array("broken\n".utf8))
    #expect(throws: KnownServersError.self) { try trust.keepNext(try pin(2)) }
    #expect(trust.pins == [try pin(1)] && trust.nextPin == nil)
  }

  @Test("is not given where somebody else came to know the server by another key")
  func race() throws {
    var trust = try Trust(.local, known: servers, firstContact: .keep)
    let known = KnownServer(address: .local, pin: try pin(2), firstSeen: Day(seconds: 0))
    try servers.add(known)
    #expect(throws: KnownServersError.alreadyKnown(known)) {
      try trust.keep(try pin(1), on: Day(seconds: 0))
    }
    #expect(trust.pins.isEmpty)
  }
}
