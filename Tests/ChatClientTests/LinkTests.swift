import ChatClient
import Reactor
import TLS
import TestSupport
import Testing
import Wire

@Suite("The link")
struct LinkTests {
  private static let welcome = "+1 10\n= room r1\n= session \(Talk.token)\n= here ana\n= ready"
  private static let entered = ClientEvent.entered(name: "ana", here: ["ana"], count: 1)

  @Test("enters, speaks, hears and leaves")
  func wholeTalk() throws {
    let server = try ScriptedServer([
      .tls([
        .expect("1 ana"), .send(Self.welcome), .expect("2 olá"), .send("11 5 bia: oi\n+2 12"),
        .expect("3 #sair"), .send("12 5 bia: tchau\n+3 13"), .close,
      ])
    ])
    let client = try LinkUnderTest(server)
    #expect(try client.next() == Self.entered)
    client.say("olá")
    #expect(try client.next() == .said(from: "bia", text: "oi", milliseconds: 5, isOld: false))
    #expect(try client.next() == .answered(id: 1, .accepted))
    client.link.post(.leaveWhenAnswered)
    #expect(try !client.events(until: .ended(.left)).haveAnswer)
    #expect(server.finish() == [])
  }

  @Test("shows the person's own key in the handshake, and a guest's none", arguments: [true, false])
  func identity(hasKey: Bool) throws {
    let identity = hasKey ? try TestCertificates.otherKey : nil
    let server = try ScriptedServer([
      .tls([.expectKey(identity?.key.pin), .expect("1 ana"), .send(Self.welcome), .close])
    ])
    let client = try LinkUnderTest(server, identity: identity)
    #expect(try client.next() == Self.entered)
    #expect(server.finish() == [])
  }

  @Test("shows a witness every line of the server's, also what it tells nobody")
  func witness() throws {
    let server = try ScriptedServer([
      .tls([
        .expect("1 ana"), .send("+1 10\n= ready"), .send("11 5 bia: oi\n11 5 bia: oi"), .expect("2 #sair"),
        .send("+2 12"), .close,
      ])
    ])
    let lines = try Inbox<ServerLine>(limit: 8)
    let client = try LinkUnderTest(server) { lines.post($0) }
    let said = ClientEvent.said(from: "bia", text: "oi", milliseconds: 5, isOld: false)
    #expect(try client.events(until: said).count == 2)
    client.link.post(.leaveNow)
    #expect(try client.events(until: .ended(.left)) == [.ended(.left)])
    #expect(server.finish() == [])
    var shown: [ServerLine] = []
    lines.drain(into: &shown)
    let heard = ServerLine.said(sequence: 11, milliseconds: 5, from: "bia", text: "oi", isOld: false)
    #expect(
      shown == [
        .accepted(number: 1, sequence: 10), .setting(key: "ready", value: ""), heard, heard,
        .accepted(number: 2, sequence: 12),
      ])
  }

  @Test("understands what comes a byte at a time, and a great deal in one piece")
  func pieces() throws {
    let count = 3 * Link.maximumEvents
    let server = try ScriptedServer([
      .tls([
        .expect("1 ana"), .trickle(Self.welcome), .trickle("11 5 bia: é"),
        .flood("1000# 5 bia: #", count: 9), .flood("2000# 5 bia: #", count: count), .expect("2 #sair"),
        .send("+2 -"), .close,
      ])
    ])
    let client = try LinkUnderTest(server)
    #expect(try client.next() == Self.entered)
    #expect(try client.next() == .said(from: "bia", text: "é", milliseconds: 5, isOld: false))
    for number in 1...9 {
      #expect(
        try client.next() == .said(from: "bia", text: "\(number)", milliseconds: 5, isOld: false))
    }
    var heard = 0
    while heard < count {
      heard += 1
      let event = try client.next()
      guard event == .said(from: "bia", text: "\(heard)", milliseconds: 5, isOld: false) else {
        Issue.record("number \(heard) is \(event)")
        break
      }
    }
    client.link.post(.leaveNow)
    try client.events(until: .ended(.left))
    #expect(server.finish() == [])
  }

  @Test(
    "takes its session up after a cut, sends again what had no answer, and tells of it",
    arguments: [true, false])
  func cut(isClean: Bool) throws {
    let server = try ScriptedServer([
      .tls([
        .expect("1 ana"), .send(Self.welcome), .expect("2 a"), .send("+2 11"), .expect("3 b"),
        isClean ? .close : .cut,
      ]),
      .tls([
        .expect("4 #retomar \(Talk.token) 11"), .send("+4 -\n= room r1\n= ready\n12 5 bia: missed"),
        .expect("3 b"), .send("+3 13"), .expect("5 #sair"), .send("+5 14"), .close,
      ]),
    ])
    let client = try LinkUnderTest(server)
    #expect(try client.next() == Self.entered)
    client.say("a", "b")
    #expect(try client.next() == .answered(id: 1, .accepted))
    #expect(try client.next() == .cut(isClean ? .closed : .cut))
    #expect(try client.next() == .resumed)
    #expect(try client.next() == .said(from: "bia", text: "missed", milliseconds: 5, isOld: false))
    #expect(try client.next() == .answered(id: 2, .accepted))
    client.link.post(.leaveWhenAnswered)
    try client.events(until: .ended(.left))
    #expect(server.finish() == [])
  }

  @Test("enters again where its session is gone")
  func sessionGone() throws {
    let server = try ScriptedServer([
      .tls([.expect("1 ana"), .send(Self.welcome + "\n= bye"), .expect("2 a"), .close]),
      .tls([
        .expect("3 #retomar…"), .send("!3 no-such-session gone"), .expect("4 ana"),
        .send("+4 2\n= room r2\n= session \(Talk.otherToken)\n= here ana\n= ready"), .expect("5 #sair"),
        .send("+5 3"), .close,
      ]),
    ])
    let client = try LinkUnderTest(server)
    client.say("a")
    #expect(
      try client.events(until: .answered(id: 1, .unsettled)) == [
        Self.entered, .serverStops, .cut(.closed), .sessionEnded,
        .answered(id: 1, .unsettled),
      ])
    #expect(try client.next() == Self.entered)
    client.link.post(.leaveWhenAnswered)
    try client.events(until: .ended(.left))
    #expect(server.finish() == [])
  }

  @Test("shows the key of a server that is not trusted, tells it nothing, and connects when it is trusted")
  func firstContact() throws {
    let server = try ScriptedServer([
      .tls([]),
      .tls([.expect("1 ana"), .send(Self.welcome), .expect("2 #sair"), .send("+2 11"), .close]),
    ])
    let client = try LinkUnderTest(server, pins: [])
    #expect(try client.next() == .keyShown(server.pin))
    client.trust(server.node)
    #expect(try client.next() == Self.entered)
    client.link.post(.leaveNow)
    try client.events(until: .ended(.left))
    #expect(server.finish() == [])
  }

  @Test("tells a server with another key nothing, also one that has the same name and date")
  func mismatch() throws {
    let server = try ScriptedServer([.tls([])])
    let client = try LinkUnderTest(server, pins: [try pin(1)])
    client.say("secret")
    #expect(try client.next() == .keyShown(server.pin))
    client.link.post(.stop(.untrusted))
    #expect(
      try client.events(until: .ended(.untrusted)) == [.answered(id: 1, .unsent), .ended(.untrusted)])
    #expect(server.finish() == [])
  }

  @Test("tells that the server has the other one of the trusted keys, once, and obeys a narrower trust")
  func otherKey() throws {
    let server = try ScriptedServer([
      .tls([.expect("1 ana"), .send(Self.welcome), .cut]),
      .tls([
        .expect("2 #retomar \(Talk.token) 10"), .send("+2 -\n= room r1\n= ready"), .expect("3 #sair"),
        .send("+3 11"), .close,
      ]),
    ])
    let client = try LinkUnderTest(server, pins: [try pin(1), server.pin])
    #expect(try client.next() == .keyMet(server.pin))
    client.trust(server.node)
    #expect(try client.next() == Self.entered)
    #expect(try client.next() == .cut(.cut))
    #expect(try client.next() == .resumed)
    client.link.post(.leaveNow)
    try client.events(until: .ended(.left))
    #expect(server.finish() == [])
  }

  @Test("takes an expired certificate under a trusted key, with a warning")
  func expired() throws {
    let end = Clock.wallMilliseconds / 1_000 - 60
    let server = try ScriptedServer(
      [.tls([.expect("1 ana"), .send(Self.welcome), .expect("2 #sair"), .send("+2 11"), .close])],
      credentials: try ScriptedServer.credentials(notAfter: end))
    let client = try LinkUnderTest(server)
    #expect(try client.next() == .certificateExpired(notAfter: end))
    #expect(try client.next() == Self.entered)
    client.link.post(.leaveNow)
    try client.events(until: .ended(.left))
    #expect(server.finish() == [])
  }

  @Test("ends with the right code where nobody is, or somebody else")
  func foreign() throws {
    let credentials = try ScriptedServer.credentials()
    var old = TLSConfiguration.server(credentials)
    old.minimumVersion = .tls12
    old.maximumVersion = .tls12
    var other = TLSConfiguration.server(credentials)
    other.applicationProtocols = ["http/1.1"]
    var none = TLSConfiguration.server(credentials)
    none.applicationProtocols = []
    let scripts: [ScriptedServer.Script] = [
      .handshake(old), .handshake(other), .handshake(none), .bytes(Array("SSH-2.0-OpenSSH_9.2\r\n".utf8)),
      .bytes(Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8)),
    ]
    for script in scripts {
      let server = try ScriptedServer([script], credentials: credentials)
      let client = try LinkUnderTest(server)
      guard case .ended(let end) = try client.next() else {
        throw ScriptedServer.Failure(description: "not the end")
      }
      #expect(end.exitCode == 76, "\(end)")
      #expect(server.finish() == [])
    }
    let server = try ScriptedServer([])
    #expect(server.finish() == [])
    let client = try LinkUnderTest(server)
    guard case .ended(.unreachable) = try client.next() else {
      throw ScriptedServer.Failure(description: "reachable?")
    }
    let nowhere = try #require(Address(parsing: "nowhere.invalid"))
    let lost = try LinkUnderTest(nowhere, pins: [try pin(1)])
    guard case .ended(.hostNotFound) = try lost.next() else {
      throw ScriptedServer.Failure(description: "found?")
    }
  }

  @Test("goes on trying a server that is gone, once it has been in the room")
  func goesOn() throws {
    let server = try ScriptedServer([.tls([.expect("1 ana"), .send(Self.welcome), .cut])])
    let client = try LinkUnderTest(server)
    #expect(try client.next() == Self.entered)
    #expect(server.finish() == [])
    #expect(try client.next() == .cut(.cut))
    guard case .stillCut = try client.next() else { throw ScriptedServer.Failure(description: "not told") }
    client.say("a")
    client.link.post(.leaveNow)
    #expect(try client.events(until: .ended(.left)) == [.answered(id: 1, .unsent), .ended(.left)])
  }

  @Test("asks for a name, and for another where one is refused")
  func names() throws {
    let server = try ScriptedServer([
      .tls([
        .expect("1 ana"), .send("!1 name-taken w"), .expect("2 bia"), .send("!2 name-taken w"),
        .expect("3 rui"), .send("!3 name-taken w"), .expect("4 eva"), .close,
      ]),
      .tls([
        .expect("5 eva"), .send("+5 10\n= room r1\n= session \(Talk.token)\n= here eva\n= ready"),
        .expect("6 #sair"), .send("+6 11"), .close,
      ]),
    ])
    let client = try LinkUnderTest(server, name: nil, asksAgain: true)
    #expect(try client.next() == .nameNeeded)
    for name in ["ana", "bia", "rui"] {
      client.link.post(.name(try Name(name)))
      #expect(try client.next() == .nameRefused(name: name, code: "name-taken", words: "w"))
    }
    client.link.post(.name(try Name("eva")))
    #expect(try client.next() == .entered(name: "eva", here: ["eva"], count: 1))
    client.link.post(.leaveNow)
    try client.events(until: .ended(.left))
    #expect(server.finish() == [])
  }

  @Test("cuts a server that sends no lines of text, and comes back")
  func nonsense() throws {
    let server = try ScriptedServer([
      .tls([.expect("1 ana"), .send(Self.welcome + "\n\0"), .expectClose]),
      .tls([
        .expect("2 #retomar…"), .send("+2 -\n= room r1\n= ready"), .expect("3 #sair"), .send("+3 11"), .close,
      ]),
    ])
    let client = try LinkUnderTest(server)
    #expect(try client.events(until: .resumed) == [Self.entered, .cut(.nonsense), .resumed])
    client.link.post(.leaveNow)
    try client.events(until: .ended(.left))
    #expect(server.finish() == [])
  }
}
