import ChatClient
import TLS
import TestSupport
import Testing

@Suite("The program, with a room on several servers")
struct ProgramNodesTests {
  private let home: TemporaryFolder
  private let servers: KnownServers

  init() throws {
    home = try TemporaryFolder()
    servers = KnownServers(path: home.path + "/state/papo/known_servers")
  }

  @Test("follows what it is told to the second server, sends again what had no answer, and keeps it")
  func moves() throws {
    let second = try Self.second()
    let next = try pin(7)
    let first = try Self.first(telling: "\(second.told),\(next)", isKnown: false, end: [.cut])
    let run = try ProgramRun(
      ["--name", "ana", "--trust-first", "\(first.address)"], input: "a\nb\n", in: home)
    #expect(run.end == .exit(0), "\(run.output)")
    #expect(run.output.contains("\nmoved to \(second.address)\nconnected again\n"), "\(run.output)")
    #expect(first.finish() == [] && second.finish() == [])
    // It says itself that it has announced none.
    #expect(try servers.all().map(\.address) == [first.address, second.address])
    #expect(try servers.server(at: second.address)?.pins == [second.pin])
  }

  @Test("says not one byte to a told server with another key, and says so")
  func wrongKey() throws {
    let wrong = try ScriptedServer([.tls([])])
    let second = try Self.second()
    let told = "\(wrong.address),\(try pin(1)) \(second.told)"
    let first = try Self.first(telling: told, isKnown: true, end: [.send("= bye"), .close])
    let run = try ProgramRun(
      ["--name", "ana", "--pin", "\(first.pin)", "\(first.address)"], input: "a\nb\n", in: home)
    #expect(run.end == .exit(0), "\(run.output)")
    let words = "THE KEY OF \(wrong.address) IS NOT THE ONE THAT THE ROOM'S SERVERS TELL OF"
    #expect(run.output.split(separator: "\n").count { $0 == words } == 1, "\(run.output)")
    #expect(run.output.contains("moved to \(second.address)"))
    #expect(first.finish() == [] && wrong.finish() == [] && second.finish() == [])
    // The key was given, so nothing is kept.
    #expect(try servers.all().isEmpty)
  }

  @Test("takes several servers, the keys of all of them, and links that name some", arguments: [true, false])
  func several(isLink: Bool) throws {
    let gone = try ScriptedServer([])
    #expect(gone.finish() == [])
    let server = try ScriptedServer([
      .tls([.expect("1 ana"), .send("+1 10\n= ready"), .expect("2 #sair"), .send("+2 11"), .close])
    ])
    let pins = "\(gone.pin)%3B\(server.pin)".replacing("+", with: "%2B")
    let arguments =
      isLink
      ? ["papo://\(gone.address),\(server.address)/?pin=\(pins)"]
      : ["\(gone.address)", "\(server.address)", "--pin", "\(gone.pin)", "--pin", "\(server.pin)"]
    let run = try ProgramRun(["--name", "ana"] + arguments, in: home)
    #expect(run.end == .exit(0), "\(run.output)")
    #expect(run.output.contains("moved to \(server.address)"))
    #expect(server.finish() == [])
  }

  @Test("takes 16 servers and no more, and none twice")
  func usage() throws {
    let servers = (1...17).map { "127.0.0.1:\($0)" }
    let pin = ["--name", "ana", "--pin", "\(try pin(1))"]
    let many = try ProgramRun(pin + servers, in: home)
    #expect(many.end == .exit(64))
    #expect(many.output.contains("These are 17 servers; at most 16 can be named."))
    #expect(try ProgramRun(pin + servers.prefix(16), in: home).end == .exit(69))
    let twice = try ProgramRun(pin + ["localhost", "papo://h:1,LOCALHOST:7443/"], in: home)
    #expect(twice.end == .exit(64))
    #expect(twice.output.contains("This server is named twice: localhost:7443."))
    let link = try ProgramRun(pin + ["papo://" + servers.joined(separator: ",") + "/"], in: home)
    #expect(link.end == .exit(64))
    #expect(link.output.contains("it names more than 16 servers"))
  }

  @Test("forgets several at once")
  func forget() throws {
    let addresses = try ["a:1", "b:1", "c:1"].map { try #require(Address(parsing: $0)) }
    for address in addresses.dropLast() {
      try servers.add(KnownServer(address: address, pin: try pin(1), firstSeen: Day(seconds: 0)))
    }
    let run = try ProgramRun(["--forget", "a:1", "c:1"], in: home)
    #expect(run.end == .exit(0))
    #expect(run.output == "a:1 forgotten: \(try pin(1)), known since 1970-01-01\nc:1 was not known\n")
    #expect(try servers.all().map(\.address) == [addresses[1]])
  }

  /// Tells of others in the welcome, hears two lines, and ends. Whom it is not known to leaves first.
  private static func first(
    telling others: String, isKnown: Bool, end: [ScriptedServer.Step]
  ) throws -> ScriptedServer {
    try ScriptedServer(
      (isKnown ? [] : [.tls([])]) + [
        .tls(
          [
            .expect("1 ana"),
            .send("+1 10\n= room r1\n= nodes first.example:1,\(try pin(1)) \(others)"),
            .send("= session \(Talk.token)\n= here ana\n= ready"), .expect("2 a"), .expect("3 b"),
          ] + end)
      ])
  }

  /// Takes the session up, which has two lines without an answer.
  private static func second() throws -> ScriptedServer {
    try ScriptedServer([
      .tls([
        .expect("4 #retomar \(Talk.token) 10"), .send("+4 -\n= room r1\n= ready"), .expect("2 a"),
        .expect("3 b"), .send("+2 11\n+3 12"), .expect("5 #sair"), .send("+5 13"), .close,
      ])
    ])
  }
}
