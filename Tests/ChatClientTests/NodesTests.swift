import TLS
import TestSupport
import Testing

@testable import ChatClient

@Suite("The servers of a room")
struct NodesTests {
  private let folder: TemporaryFolder
  private let servers: KnownServers

  init() throws {
    folder = try TemporaryFolder()
    servers = KnownServers(path: folder.path + "/known_servers")
  }

  @Test("are those that were given, those that are told of, and those that were, in this order")
  func order() throws {
    var nodes = try given("a:1", "b:1")
    #expect(try nodes.take(told("a:1,1 c:1,3 b:1,2 d:1,4")).isEmpty)
    #expect(hosts(nodes) == "abcd")
    // Of a it knows already, and what comes now is by another one.
    nodes.face(try address("c:1"))
    #expect(try nodes.take(told("c:1,3 e:1,5 a:1,1")).isEmpty)
    #expect(hosts(nodes) == "abced")
    nodes.face(try address("a:1"))
    #expect(try nodes.take(told("a:1,1")).isEmpty)
    #expect(hosts(nodes) == "abced")
    nodes.remove(try address("a:1"))
    nodes.remove(try address("c:1"))
    #expect(hosts(nodes) == "abed")
  }

  @Test("are remembered when they are told of no more, 16 of them")
  func former() throws {
    var nodes = try given("a:1")
    for number in 1...17 { _ = try nodes.take(told("a:1,1 h:\(number),2")) }
    #expect(nodes.trusts.count == 1 + 1 + Nodes.maximumFormer)
    #expect(nodes.trusts.map(\.address.port) == [1] + (1...17).reversed())
    #expect(nodes.serving.map(\.address.port) == [1, 17])
    _ = try nodes.take(told("a:1,1 h:18,2"))
    #expect(nodes.trusts.map(\.address.port) == [1] + (2...18).reversed())
    #expect(nodes.serving.map(\.address.port) == [1, 18])
    _ = try nodes.take(told("a:1,1 h:3,2"))
    #expect(nodes.serving.map(\.address.port) == [1, 3])
  }

  @Test("have the keys that were told, the newest")
  func keys() throws {
    var nodes = try given("a:1")
    _ = try nodes.take(told("a:1,1 b:1,2,3"))
    #expect(
      nodes.links.last
        == LinkNode(address: try address("b:1"), pins: [try pin(2), try pin(3)], nextPin: try pin(3)))
    _ = try nodes.take(told("a:1,1 b:1,4"))
    #expect(nodes.links.last == LinkNode(address: try address("b:1"), pins: [try pin(4)]))
    // What the one that tells says of itself changes nothing.
    _ = try nodes.take(told("a:1,9 b:1,4"))
    #expect(nodes.links.first?.pins == [try pin(1)])
  }

  @Test("that were given with keys keep them, and have those that were told beside them")
  func givenKeys() throws {
    var nodes = try given("a:1", "b:1")
    #expect(try nodes.take(told("a:1,1 b:1,1,3")).isEmpty)
    #expect(nodes.trusts[1].pins == [try pin(1), try pin(3)])
    #expect(nodes.trusts[1].given == [try pin(1)] && nodes.trusts[1].standing == .pinned)
    #expect(try nodes.take(told("a:1,1 b:1,4")).isEmpty)
    #expect(nodes.trusts[1].pins == [try pin(1), try pin(4)])
  }

  @Test("that were given without keys have those that are told, and nobody is asked")
  func givenUnknown() throws {
    try servers.add(known("a:1", 1))
    var nodes = Nodes(
      try ["a:1", "b:1"].map { try Trust(try address($0), known: servers, firstContact: .ask) })
    #expect(nodes.trusts[1].standing == .unknown)
    #expect(try nodes.take(told("a:1,1 b:1,2")).isEmpty)
    #expect(nodes.trusts[1].pins == [try pin(2)] && nodes.trusts[1].standing == .told)
    #expect(
      nodes.trusts[1].judge(try pin(3)) == .mismatch(expected: [try pin(2)], firstSeen: nil))
    #expect(try servers.all().count == 1)
  }

  @Test("that are known stay known as they are, and are not used where another key is told")
  func conflict() throws {
    for record in try [known("a:1", 1), known("b:1", 2), known("c:1", 3), known("d:1", 4, 5)] {
      try servers.add(record)
    }
    var nodes = Nodes(
      try ["a:1", "b:1"].map { try Trust(try address($0), known: servers, firstContact: .ask) })
    // Of b, which was given, and of c, which was not, another key; of d one of two, and a third.
    let conflicts = try nodes.take(told("a:1,1 b:1,9 c:1,9 d:1,5,9"))
    #expect(conflicts == [try address("b:1"), try address("c:1")])
    #expect(hosts(nodes) == "abd")
    #expect(nodes.trusts.map(\.pins) == [[try pin(1)], [try pin(2)], [try pin(4), try pin(5)]])
    #expect(nodes.trusts[2].standing == .known(since: Day(seconds: 0)))
    #expect(try servers.all().count == 4)
  }

  @Test("are one where one of them calls itself otherwise than we do")
  func alias() throws {
    var nodes = try given("a:1")
    _ = try nodes.take(told("192.0.2.1:1,1 b:1,2"))
    #expect(hosts(nodes) == "ab")
    nodes.face(try address("b:1"))
    _ = try nodes.take(told("b:1,2 192.0.2.1:1,1 a:1,1"))
    #expect(hosts(nodes) == "ab")
    // Where a is another one by now, the old one is one of its own.
    nodes.face(try address("a:1"))
    _ = try nodes.take(told("192.0.2.9:1,1 192.0.2.1:1,3"))
    #expect(nodes.trusts.map(\.address.host) == ["a", "192.0.2.1", "b"])
  }

  @Test("do not change where the known servers cannot be read")
  func unreadable() throws {
    try servers.add(known("a:1", 1))
    var nodes = Nodes([try Trust(try address("a:1"), known: servers, firstContact: .ask)])
    try PrivateFile.replace(servers.path, with: Array("broken\n".utf8))
    #expect(throws: KnownServersError.self) { try nodes.take(told("a:1,1 b:1,2")) }
    #expect(hosts(nodes) == "a")
  }

  @Test("are written down once we are with one, and nowhere where keys were given")
  func written() throws {
    try servers.add(known("a:1", 1))
    var nodes = Nodes([try Trust(try address("a:1"), known: servers, firstContact: .ask)])
    _ = try nodes.take(told("a:1,1 b:1,2,3 c:1,4,5"))
    #expect(try servers.all() == [known("a:1", 1)])
    nodes.face(try address("b:1"))
    try nodes.present.keepTold(on: Day(seconds: 0))
    #expect(nodes.present.standing == .known(since: Day(seconds: 0)))
    // The next key is today's by now.
    nodes.face(try address("c:1"))
    #expect(try nodes.present.meet(try pin(5)))
    try nodes.present.keepTold(on: Day(seconds: 0))
    #expect(try servers.all() == [known("a:1", 1), known("b:1", 2, 3), known("c:1", 5)])

    var pinned = try given("a:1")
    _ = try pinned.take(told("a:1,1 d:1,2,3"))
    pinned.face(try address("d:1"))
    try pinned.present.keepTold(on: Day(seconds: 0))
    #expect(pinned.present.standing == .told)
    #expect(try pinned.present.meet(try pin(3)))
    #expect(try pinned.present.keepNext(try pin(6)))
    #expect(pinned.present.pins == [try pin(3), try pin(6)])
    #expect(try servers.all().count == 3)
  }

  private func given(_ addresses: String...) throws -> Nodes {
    Nodes(try addresses.map { Trust(try address($0), pins: [try pin(1)]) })
  }

  private func address(_ text: String) throws -> Address { try #require(Address(parsing: text)) }

  private func known(_ address: String, _ today: UInt8, _ next: UInt8? = nil) throws -> KnownServer {
    KnownServer(
      address: try self.address(address), pin: try pin(today), nextPin: try next.map { try pin($0) },
      firstSeen: Day(seconds: 0))
  }

  /// Words of `= nodes`, with numbers in place of pins.
  private func told(_ words: String) throws -> ToldNodes {
    let full = try words.split(separator: " ").map { word in
      let parts = word.split(separator: ",")
      let pins = try parts.dropFirst().map { try pin(try #require(UInt8($0))).description }
      return ([String(parts[0])] + pins).joined(separator: ",")
    }
    return try #require(ToldNodes(parsing: full.joined(separator: " ")))
  }

  private func hosts(_ nodes: Nodes) -> String { nodes.trusts.map(\.address.host).joined() }
}
