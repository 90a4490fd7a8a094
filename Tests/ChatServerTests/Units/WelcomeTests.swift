import Journal
import TLS
import Testing
import Wire

@testable import ChatServer

@Suite("The welcome")
struct WelcomeTests {
  private let welcome = Welcome(phrases: Phrases(.english), room: RoomID(0xAB))
  private let connection = Sample.connection(0)

  /// So many people, each with a name of 32 bytes.
  private func roster(_ count: Int) -> Roster {
    var bench = RosterBench()
    for number in 0..<count {
      let digits = String(number)
      bench.apply(
        Sample.joined(String(repeating: "n", count: 32 - digits.count) + digits), Sample.session(number))
    }
    return bench.roster
  }

  private func text(_ append: (inout [UInt8]) -> Void) -> String {
    var bytes: [UInt8] = []
    append(&bytes)
    return Sample.text(bytes)
  }

  @Test("names up to 50 in one plain line, and says where there are more")
  func plain() {
    for (count, named) in [(1, 1), (50, 50), (51, 50)] {
      let line = text { welcome.appendPlain(Sample.bytes("Ana"), roster(count), to: &$0) }
      #expect(line.split(separator: "\n").count == 1 && line.hasPrefix("* Hello, Ana! \(count) "))
      let names = line.split { " ,".contains($0) }.filter { $0.hasPrefix("nn") }
      #expect(names.count == named)
      #expect(line.contains("…") == (count > named))
    }
  }

  @Test("gives a numbered newcomer the room, its session, who is here, and that all is said, in this order")
  func numbered() {
    let token = [UInt8](repeating: 0, count: 16)
    let lines = text { welcome.appendNumbered(token: token, roster(1), for: connection, to: &$0) }.split(
      separator: "\n")
    #expect(lines.count == 4)
    #expect(lines[0] == "= room 00000000000000ab")
    #expect(lines[1] == "= session AAAAAAAAAAAAAAAAAAAAAA")
    #expect(lines[2].hasPrefix("= here nnn"))
    #expect(lines[3] == "= ready")
  }

  @Test("names the server's next key behind the room, where there is one")
  func nextKey() throws {
    var welcome = welcome
    let pin = try #require(PublicKeyPin(parsing: "sha256//" + String(repeating: "A", count: 43) + "="))
    welcome.nextPin = pin
    let token = [UInt8](repeating: 0, count: 16)
    let new = text { welcome.appendNumbered(token: token, roster(1), for: connection, to: &$0) }.split(
      separator: "\n")
    #expect(new[1] == "= next \(pin)" && new[2].hasPrefix("= session "))
    let returning = text { welcome.appendResumed(undelivered: [], for: connection, to: &$0) }.split(
      separator: "\n")
    #expect(returning == ["= room 00000000000000ab", "= next \(pin)", "= ready"])
  }

  @Test("names the nodes of a shared room behind the room and the next key")
  func nodes() throws {
    var welcome = welcome
    let pin = try #require(PublicKeyPin(parsing: "sha256//" + String(repeating: "A", count: 43) + "="))
    welcome.nextPin = pin
    let node = Node(address: Sample.bytes("a:1"), pins: [Sample.key(1)], lease: 1_000)
    welcome.nodes = NodeList(5, node, alive: [:])
    let token = [UInt8](repeating: 0, count: 16)
    let new = text { welcome.appendNumbered(token: token, roster(1), for: connection, to: &$0) }
      .split(separator: "\n")
    let words = "= nodes a:1,\(Sample.key(1).pin)"
    #expect(new[1].hasPrefix("= next ") && new[2] == words && new[3].hasPrefix("= session "))
    let returning = text { welcome.appendResumed(undelivered: [], for: connection, to: &$0) }
      .split(separator: "\n")
    #expect(returning.dropFirst(2) == [Substring(words), "= ready"])
  }

  @Test("has what waited before the session, so that whoever is cut before all has come enters anew")
  func waited() {
    var waiting = WaitingLines()
    let token = [UInt8](repeating: 0, count: 16)
    #expect(
      !text { welcome.appendNumbered(token: token, roster(1), waiting: waiting, for: connection, to: &$0) }
        .contains("kept"))
    waiting.append(Sample.entry(7, .whispered(Sample.whisper("b", to: Sample.beto))), for: Sample.beto)
    var earlier = WaitingLines()
    earlier.append(Sample.entry(5, .whispered(Sample.whisper("a", to: Sample.beto))), for: Sample.beto)
    waiting.insert(earlier)
    let lines = text {
      welcome.appendNumbered(token: token, roster(1), waiting: waiting, for: connection, to: &$0)
    }
    .split(separator: "\n")
    #expect(lines[0].hasPrefix("= room ") && lines[4].hasPrefix("= session "))
    #expect(
      lines[1...3] == ["= kept 2", "~5 1000 [privado] Ana>Beto: a", "~7 1000 [privado] Ana>Beto: b"])
  }

  @Test("names the keys of each owner who is here, after who is here")
  func keys() {
    var bench = RosterBench()
    bench.apply(Sample.joined("Ana", keys: 1), Sample.ana)
    bench.apply(Sample.joined("Beto"), Sample.beto)
    bench.apply(Sample.joined("Caio", keys: 2), Sample.caio)
    bench.apply(Sample.left("Ana"), Sample.ana)
    bench.apply(Sample.joined("Ana", keys: 1), Sample.session(4))
    bench.apply(Sample.joined("Duda", keys: 3), Sample.session(5))
    bench.apply(Sample.left("Duda"), Sample.session(5))
    let lines = text { welcome.appendNumbered(token: [], bench.roster, for: connection, to: &$0) }.split(
      separator: "\n")
    #expect(
      lines.dropFirst(2) == [
        "= here Beto Caio Ana", "= key Caio \(Sample.key(2).pin)", "= key Ana \(Sample.key(1).pin)",
        "= ready",
      ])
  }

  @Test("gives a returning session the room, and that all is said")
  func resumed() {
    #expect(
      text { welcome.appendResumed(undelivered: [], for: connection, to: &$0) }
        == "= room 00000000000000ab\n= ready\n")
    #expect(
      text {
        welcome.appendResumed(undelivered: [SequenceNumber(3), SequenceNumber(5)], for: connection, to: &$0)
      }
        == "= room 00000000000000ab\n= ready\n= undelivered 3\n= undelivered 5\n")
  }

  @Test(
    "tells who is here in lines of at most 4 KiB, with every name once",
    arguments: [0, 1, 119, 120, 121, 500])
  func who(_ count: Int) {
    let roster = roster(count)
    for dialect in [Dialect.plain, .numbered] {
      let answer = text { welcome.appendWho(roster, in: dialect, to: &$0) }
      let lines = answer.split(separator: "\n")
      let isShort = lines.allSatisfy { $0.utf8.count + 1 <= Welcome.lineBytes }
      #expect(isShort)
      let words = answer.split { " ,\n".contains($0) }.filter { $0.hasPrefix("nn") }
      #expect(words.map { Sample.bytes(String($0)) } == roster.names())
    }
  }

  @Test(
    "gives the help a line a command, in both dialects, and to owners and those who run the room theirs too",
    arguments: [false, true], [false, true])
  func help(isOwner: Bool, isAdmin: Bool) {
    let phrases = Phrases(.english)
    let help = phrases.help + (isOwner ? phrases.ownerHelp : []) + (isAdmin ? phrases.adminHelp : [])
    #expect(
      text { welcome.appendHelp(in: .plain, isOwner: isOwner, isAdmin: isAdmin, to: &$0) }
        == help.map { "* \($0)\n" }.joined())
    #expect(
      text { welcome.appendHelp(in: .numbered, isOwner: isOwner, isAdmin: isAdmin, to: &$0) }
        == help.map { "= help \($0)\n" }.joined())
  }
}
