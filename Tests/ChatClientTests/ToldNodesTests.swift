import ChatClient
import TLS
import Testing

@Suite("What is told of a room's servers")
struct ToldNodesTests {
  @Test(
    "is an address with its port and one key or two",
    arguments: [
      ("192.0.2.7:7443", "192.0.2.7:7443"), ("[2001:db8::7]:1", "[2001:db8::7]:1"),
      ("[2001:DB8:0::7]:65535", "[2001:db8::7]:65535"), ("Chat.Example:7444", "chat.example:7444"),
    ])
  func node(address: String, description: String) throws {
    for pins in [[try pin(1)], [try pin(1), try pin(2)]] {
      let word = ([address] + pins.map(\.description)).joined(separator: ",")
      let node = try #require(ToldNode(parsing: word[...]))
      #expect(node.address.description == description && node.pins == pins)
      #expect(ToldNode(parsing: node.description[...]) == node)
    }
  }

  @Test(
    "is passed over where it is anything else",
    arguments: [
      "", ",", "h:1", "h:1,", ",PIN", "h,PIN", "h:,PIN", "h:0,PIN", "h:65536,PIN", "h:01,PIN", "::1,PIN",
      "2001:db8::7:7443,PIN", "[::1],PIN", "[h]:1,PIN", "h:1,sha256//AAAA", "h:1,PIN,", "h:1,PIN,x",
      "h:1,PIN,PIN", "h:1,PIN,OTHER,THIRD", "h:1;PIN", "papo://h:1,PIN", "a@h:1,PIN", "h\u{1b}:1,PIN",
      "h\u{202e}:1,PIN",
    ])
  func noNode(word: String) throws {
    let pins = [("PIN", try pin(1)), ("OTHER", try pin(2)), ("THIRD", try pin(3))]
    let text = pins.reduce(word) { $0.replacing($1.0, with: $1.1.description) }
    #expect(ToldNode(parsing: text[...]) == nil)
    let good = "good:1,\(try pin(1))"
    let told = try #require(ToldNodes(parsing: "\(good) \(text) other:1,\(try pin(2))"))
    #expect(told.others.map(\.address.host) == ["other"])
  }

  @Test("has addresses of at most 128 bytes")
  func longestAddress() throws {
    for (length, isTold) in [(128, true), (129, false)] {
      let address = String(repeating: "a", count: length - 5) + ":7443"
      #expect((ToldNode(parsing: "\(address),\(try pin(1))"[...]) != nil) == isTold)
    }
  }

  @Test("is of 16 servers at the most, of which the first is the one that tells")
  func most() throws {
    let words = try (1...17).map { "h:\($0),\(try pin(UInt8($0)))" }
    let told = try #require(ToldNodes(parsing: words.joined(separator: " ")))
    #expect(told.teller?.address.port == 1)
    #expect(told.others.map(\.address.port) == Array(2...16))
    let fewer = try #require(ToldNodes(parsing: words.prefix(16).joined(separator: "  ")))
    #expect(fewer == told)
  }

  @Test("names each server once, and the one that tells not among the others")
  func once() throws {
    let (one, two, three) = (try pin(1), try pin(2), try pin(3))
    let told = try #require(
      ToldNodes(parsing: "a:1,\(one) b:1,\(two) a:1,\(three) B:1,\(three) c:1,\(three)"))
    #expect(told.others.map(\.description) == ["b:1,\(two)", "c:1,\(three)"])
    let nameless = try #require(ToldNodes(parsing: "? b:1,\(two)"))
    #expect(nameless.teller == nil && nameless.others.map(\.address.host) == ["b"])
    let alone = try #require(ToldNodes(parsing: "a:1,\(one)"))
    #expect(alone.teller?.pins == [one] && alone.others.isEmpty)
    for value in ["", " ", "?", "? ?"] { #expect(ToldNodes(parsing: value) == nil) }
  }
}
