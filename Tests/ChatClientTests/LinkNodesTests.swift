import ChatClient
import Reactor
import TLS
import TestSupport
import Testing

@Suite("A link to a room on several servers")
struct LinkNodesTests {
  private static let welcome = "+1 10\n= room r1\n= session \(Talk.token)\n= here ana\n= ready"
  private static let entered = ClientEvent.entered(name: "ana", here: ["ana"], count: 1)
  private static let leaving: [ScriptedServer.Step] = [.expect("5 #sair"), .send("+5 14"), .close]

  /// The second server, which takes a session up that has a line without an answer.
  private static func second(_ credentials: Credentials? = nil) throws -> ScriptedServer {
    try ScriptedServer(
      [
        .tls(
          [
            .expect("4 #retomar \(Talk.token) 11"),
            .send("+4 -\n= room r1\n= ready\n12 5 bia: missed"), .expect("3 b"), .send("+3 13"),
          ] + leaving)
      ], credentials: credentials)
  }

  @Test("goes on with the second where the first is gone: nothing is lost, and nothing doubled")
  func moves() throws {
    let second = try Self.second()
    let first = try ScriptedServer([
      .tls([
        .expect("1 ana"),
        .send("+1 10\n= room r1\n= nodes chat.example:7443,\(try pin(1)) \(second.told)"),
        .send("= session \(Talk.token)\n= here ana\n= ready"), .expect("2 a"), .send("+2 11"),
        .expect("3 b"), .cut,
      ])
    ])
    let client = try LinkUnderTest(first)
    // What is told is not trusted by the link, but by whoever owns it.
    guard case .nodes(let told) = try client.next() else {
      throw ScriptedServer.Failure(description: "no servers")
    }
    #expect(told.others == [second.told])
    client.trust(first.node, second.node)
    #expect(try client.next() == Self.entered)
    client.say("a", "b")
    #expect(try client.next() == .answered(id: 1, .accepted))
    #expect(try client.next() == .cut(.cut))
    #expect(try client.next() == .nodeMet(second.address))
    #expect(try client.next() == .resumed)
    #expect(try client.next() == .said(from: "bia", text: "missed", milliseconds: 5, isOld: false))
    #expect(try client.next() == .answered(id: 2, .accepted))
    client.link.post(.leaveWhenAnswered)
    try client.events(until: .ended(.left))
    #expect(first.finish() == [] && second.finish() == [])
  }

  @Test("tries the one that it was with before the others")
  func sameFirst() throws {
    // Takes connections, and says nothing.
    let listener = try Socket.listening(on: .loopback(port: 0))
    let port = try listener.localAddress().port
    let other = LinkNode(address: try #require(Address(parsing: "127.0.0.1:\(port)")), pins: [try pin(1)])
    let server = try ScriptedServer([
      .tls([.expect("1 ana"), .send(Self.welcome), .cut]),
      .tls([
        .expect("2 #retomar \(Talk.token) 10"), .send("+2 -\n= room r1\n= ready"), .expect("3 #sair"),
        .send("+3 11"), .close,
      ]),
    ])
    // In the order that was given the other one comes first.
    let client = try LinkUnderTest([other, server.node], hurried: 100)
    #expect(try client.next() == .nodeMet(server.address))
    #expect(try client.next() == Self.entered)
    #expect(try client.next() == .cut(.cut))
    #expect(try client.next() == .resumed)
    client.link.post(.leaveNow)
    try client.events(until: .ended(.left))
    #expect(server.finish() == [])
    var knocks = 0
    while try listener.accept() != nil { knocks += 1 }
    #expect(knocks == 1)
  }

  @Test("moves at once where a server stops, whether it closes or not", arguments: [true, false])
  func bye(closes: Bool) throws {
    let end: ScriptedServer.Step = closes ? .close : .expectClose
    let second = try ScriptedServer([
      .tls([.expect("2 #retomar…"), .send("+2 -\n= room r1\n= ready\n= bye"), end])
    ])
    let first = try ScriptedServer([
      .tls([.expect("1 ana"), .send(Self.welcome + "\n= bye"), end]),
      .tls([
        .expect("3 #retomar…"), .send("+3 -\n= room r1\n= ready"), .expect("4 #sair"), .send("+4 11"), .close,
      ]),
    ])
    // A pause would be longer than anybody waits.
    let client = try LinkUnderTest([first.node, second.node], pause: 600_000)
    let goodbye: [ClientEvent] = [.serverStops, .cut(.closed)]
    #expect(
      try client.events(until: .resumed) == [Self.entered] + goodbye + [.nodeMet(second.address), .resumed])
    #expect(try client.events(until: .resumed) == goodbye + [.nodeMet(first.address), .resumed])
    client.link.post(.leaveNow)
    try client.events(until: .ended(.left))
    #expect(first.finish() == [] && second.finish() == [])
  }

  @Test("does not go round for ever between servers that let it in and stop")
  func byes() throws {
    let second = try ScriptedServer([
      .tls([.expect("2 #retomar…"), .send("+2 -\n= room r1\n= ready\n= bye"), .close])
    ])
    let first = try ScriptedServer([
      .tls([.expect("1 ana"), .send(Self.welcome + "\n= bye"), .close]),
      .tls([.expect("3 #retomar…"), .send("+3 -\n= room r1\n= ready\n= bye"), .close]),
    ])
    let client = try LinkUnderTest([first.node, second.node], pause: 60_000)
    for _ in 0..<3 { try client.events(until: .cut(.closed)) }
    #expect(try !client.hears(within: 300))
    client.link.post(.stop(.left))
    #expect(try client.events(until: .ended(.left)) == [.ended(.left)])
    #expect(first.finish() == [] && second.finish() == [])
  }

  @Test("says not one byte to a server with another key than its own, and goes on with the next")
  func wrongKey() throws {
    let third = try ScriptedServer([
      .tls([
        .expect("2 #retomar \(Talk.token) 10"), .send("+2 -\n= room r1\n= ready"), .expect("3 #sair"),
        .send("+3 11"), .close,
      ])
    ])
    // Its script ends with the handshake, in which the client has nothing to say.
    let second = try ScriptedServer([.tls([])])
    let first = try ScriptedServer([
      .tls([.expect("1 ana"), .send(Self.welcome + "\n= bye"), .close])
    ])
    // It has the key of none but the second itself.
    let wrong = LinkNode(address: second.address, pins: [first.pin, third.pin])
    let client = try LinkUnderTest([first.node, wrong, third.node])
    let shown = ClientEvent.keyShown(second.pin)
    #expect(try client.events(until: shown).suffix(2) == [.nodeMet(second.address), shown])
    // These answer nothing that was asked.
    client.link.post(.passOver(third.address, second.pin))
    client.link.post(.passOver(second.address, third.pin))
    #expect(try !client.hears(within: 50))
    client.link.post(.passOver(second.address, second.pin))
    #expect(try client.events(until: .resumed) == [.nodeMet(third.address), .resumed])
    client.link.post(.leaveNow)
    try client.events(until: .ended(.left))
    #expect(first.finish() == [] && second.finish() == [] && third.finish() == [])
  }

  @Test("ends before it was in the room where keys were wrong and nobody else is there")
  func wrongKeyAtFirst() throws {
    let gone = try ScriptedServer([])
    #expect(gone.finish() == [])
    let server = try ScriptedServer([.tls([])])
    let wrong = LinkNode(address: server.address, pins: [gone.pin])
    let client = try LinkUnderTest([wrong, gone.node])
    #expect(try client.next() == .keyShown(server.pin))
    client.link.post(.passOver(server.address, server.pin))
    #expect(try client.next() == .ended(.untrusted))
    #expect(server.finish() == [])
  }

  @Test("goes on trying where all are gone, says so once, and is back with the one that comes back")
  func allGone() throws {
    let first = try ScriptedServer([.tls([.expect("1 ana"), .send(Self.welcome), .cut])])
    let second = try ScriptedServer([
      .tls([
        .expect("2 #retomar \(Talk.token) 10"), .send("+2 -\n= room r1\n= ready"), .expect("3 a"),
        .send("+3 11"), .expect("4 #sair"), .send("+4 12"), .close,
      ])
    ])
    let place: SocketAddress = try #require(SocketAddress(parsing: "\(second.address)"))
    let relay = try TestRelay(to: nil)
    let address = try #require(Address(parsing: "\(relay.address)"))
    let client = try LinkUnderTest([first.node, LinkNode(address: address, pins: [second.pin])], pause: 4)
    #expect(try client.events(until: .cut(.cut)) == [Self.entered, .cut(.cut)])
    guard case .stillCut(let reason) = try client.next() else {
      throw ScriptedServer.Failure(description: "not told")
    }
    #expect(reason.contains("\(first.address): ") && reason.contains("\(address): "), "\(reason)")
    client.say("a")
    relay.lead(to: place)
    let events = try client.events(until: .answered(id: 1, .accepted))
    #expect(events.suffix(3) == [.nodeMet(address), .resumed, .answered(id: 1, .accepted)])
    client.link.post(.leaveWhenAnswered)
    try client.events(until: .ended(.left))
    #expect(first.finish() == [] && second.finish() == [])
  }

  @Test("begins to count anew where the other server has another room")
  func otherRoom() throws {
    let second = try ScriptedServer([
      .tls([
        .expect("2 #retomar \(Talk.token) 10"), .send("+2 -\n= room r2\n= ready\n3 5 bia: low"), .cut,
      ]),
      .tls([
        .expect("3 #retomar \(Talk.token) 3"), .send("+3 -\n= room r2\n= ready"), .expect("4 #sair"),
        .send("+4 11"), .close,
      ]),
    ])
    let first = try ScriptedServer([.tls([.expect("1 ana"), .send(Self.welcome), .cut])])
    let client = try LinkUnderTest([first.node, second.node])
    let low = ClientEvent.said(from: "bia", text: "low", milliseconds: 5, isOld: false)
    #expect(
      try client.events(until: low) == [Self.entered, .cut(.cut), .nodeMet(second.address), .resumed, low])
    #expect(try client.events(until: .resumed) == [.cut(.cut), .resumed])
    client.link.post(.leaveNow)
    try client.events(until: .ended(.left))
    #expect(first.finish() == [] && second.finish() == [])
  }

  @Test("enters through the one that lets it in", arguments: ["!1 not-stored w", "!0 offence full", "\0"])
  func entersElsewhere(refusal: String) throws {
    let first = try ScriptedServer([.tls([.expect("1 ana"), .send(refusal), .close])])
    let second = try ScriptedServer([
      .tls([
        .expect("2 ana"), .send("+2 10\n= room r1\n= session \(Talk.token)\n= here ana\n= ready"),
        .expect("3 #sair"), .send("+3 11"), .close,
      ])
    ])
    let client = try LinkUnderTest([first.node, second.node])
    client.link.post(.leaveWhenAnswered)
    let events = try client.events(until: .ended(.left)).filter { $0 != .offence(words: "full") }
    #expect(events == [.nodeMet(second.address), Self.entered, .ended(.left)])
    #expect(first.finish() == [] && second.finish() == [])
  }

  @Test("is passed on at once by a server that takes up no session now, and told of it only by the last")
  func refusedElsewhere() throws {
    let refusing: [ScriptedServer.Step] = [.expect("2 #retomar…"), .send("!2 not-stored w"), .expectClose]
    let second = try ScriptedServer([.tls(refusing)])
    let first = try ScriptedServer([
      .tls([.expect("1 ana"), .send(Self.welcome + "\n= bye"), .close]),
      .tls([.expect("3 #retomar…"), .send("!3 not-stored w"), .expectClose]),
    ])
    let client = try LinkUnderTest([first.node, second.node], pause: 60_000)
    let last = ClientEvent.cut(.refused("w"))
    #expect(
      try client.events(until: last) == [
        Self.entered, .serverStops, .cut(.closed), .nodeMet(second.address), .nodeMet(first.address), last,
      ])
    client.link.post(.stop(.left))
    #expect(try client.events(until: .ended(.left)) == [.ended(.left)])
    #expect(first.finish() == [] && second.finish() == [])
  }

  @Test("ends where none of them is there, and says why of each")
  func nobody() throws {
    let gone = try (0..<2).map { _ in try ScriptedServer([]) }
    for server in gone { #expect(server.finish() == []) }
    let client = try LinkUnderTest(gone.map(\.node))
    guard case .ended(.unreachable(let reason)) = try client.next() else {
      throw ScriptedServer.Failure(description: "reachable?")
    }
    for server in gone { #expect(reason.contains("\(server.address): "), "\(reason)") }
    let nowhere = LinkNode(address: try #require(Address(parsing: "nowhere.invalid")), pins: [gone[0].pin])
    let server = try ScriptedServer([
      .tls([.expect("1 ana"), .send(Self.welcome), .expect("2 #sair"), .send("+2 11"), .close])
    ])
    let lost = try LinkUnderTest([nowhere, server.node])
    #expect(try lost.next() == .nodeMet(server.address))
    lost.link.post(.leaveWhenAnswered)
    try lost.events(until: .ended(.left))
    #expect(server.finish() == [])
  }

  @Test("waits less for one that does not answer while another one waits")
  func hung() throws {
    // Takes connections, and says nothing.
    let listener = try Socket.listening(on: .loopback(port: 0))
    let port = try listener.localAddress().port
    let hung = LinkNode(address: try #require(Address(parsing: "127.0.0.1:\(port)")), pins: [try pin(1)])
    let server = try ScriptedServer([
      .tls([.expect("1 ana"), .send(Self.welcome), .expect("2 #sair"), .send("+2 11"), .close])
    ])
    let start = Clock.monotonicMilliseconds
    let client = try LinkUnderTest([hung, server.node], hurried: 100)
    #expect(try client.next() == .nodeMet(server.address))
    #expect(100..<9_000 ~= Clock.monotonicMilliseconds - start)
    client.link.post(.leaveWhenAnswered)
    try client.events(until: .ended(.left))
    #expect(server.finish() == [])
  }

  @Test("tries servers that it learns of while it waits, and leaves one that is not trusted any more")
  func changes() throws {
    let first = try ScriptedServer([.tls([.expect("1 ana"), .send(Self.welcome), .cut])])
    let second = try ScriptedServer([
      .tls([.expect("2 #retomar…"), .send("+2 -\n= room r1\n= ready"), .expectClose])
    ])
    let third = try ScriptedServer([
      .tls([
        .expect("3 #retomar…"), .send("+3 -\n= room r1\n= ready"), .expect("4 #sair"), .send("+4 11"), .close,
      ])
    ])
    let client = try LinkUnderTest([first.node], pause: 300)
    #expect(try client.events(until: .cut(.cut)) == [Self.entered, .cut(.cut)])
    guard case .stillCut = try client.next() else { throw ScriptedServer.Failure(description: "not told") }
    client.trust(first.node, second.node)
    #expect(try client.events(until: .resumed) == [.nodeMet(second.address), .resumed])
    client.trust(first.node, third.node)
    let events = try client.events(until: .resumed)
    #expect(events.first == .cut(.cut) && events.suffix(2) == [.nodeMet(third.address), .resumed])
    client.link.post(.leaveNow)
    try client.events(until: .ended(.left))
    #expect(first.finish() == [] && second.finish() == [] && third.finish() == [])
  }

  @Test("knows of each server which key it has met, and which it has announced")
  func keys() throws {
    let back = "= room r1\n= next \(try pin(8))\n= ready"
    let second = try ScriptedServer([
      .tls([.expect("2 #retomar…"), .send("+2 -\n= room r1\n= next \(try pin(9))\n= ready\n= bye"), .close])
    ])
    let first = try ScriptedServer([
      .tls([.expect("1 ana"), .send("+1 10\n= session \(Talk.token)\n\(back)\n= bye"), .close]),
      .tls([.expect("3 #retomar…"), .send("+3 -\n\(back)"), .expect("4 #sair"), .send("+4 11"), .close]),
    ])
    // The second one has the later of its keys, and what it announces is known.
    let nodes = [
      first.node,
      LinkNode(address: second.address, pins: [try pin(1), second.pin], nextPin: try pin(9)),
    ]
    let client = try LinkUnderTest(nodes)
    let entered = ClientEvent.entered(name: "ana", here: [], count: 0)
    #expect(
      try client.events(until: .cut(.closed)) == [
        entered, .nextKey(try pin(8)), .serverStops, .cut(.closed),
      ])
    #expect(
      try client.events(until: .cut(.closed)) == [
        .nodeMet(second.address), .keyMet(second.pin), .resumed, .serverStops, .cut(.closed),
      ])
    #expect(try client.events(until: .resumed) == [.nodeMet(first.address), .resumed])
    client.link.post(.leaveNow)
    #expect(try client.events(until: .ended(.left)) == [.ended(.left)])
    #expect(first.finish() == [] && second.finish() == [])
  }
}
