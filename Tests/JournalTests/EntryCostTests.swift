import Journal
import Testing

@Suite("What an entry counts for")
struct EntryCostTests {
  @Test("is its names and text, and 64 for everything around them")
  func cost() {
    let name = Array("Ana".utf8)
    let identity = Identity(name: name, key: Array("anax".utf8), isResumable: false)
    let costs: [(Event, Int)] = [
      (.joined(identity), 64 + 3 + 4), (.said("olá"), 64 + 3 + 4), (.said(""), 64 + 3),
      (.whispered("olá", to: .beto), 64 + 3 + 4 + 4), (.away(.lost), 64), (.returned, 64),
      (.left(name: name, cause: .quit, awaySince: nil), 64 + 3), (.ended(goneSince: .zero), 64),
      (.kicked(from: .beto, for: 10, "192.0.2.7"), 64 + 4 + 3 + 9),
      (.banned(subject: name, by: Array("Beto".utf8)), 64 + 3 + 4),
      (.pardoned(subject: name, by: Array("Beto".utf8)), 64 + 3 + 4),
    ]
    for (event, cost) in costs {
      let entry = Entry(
        sequence: SequenceNumber(1), milliseconds: 0, session: .ana, number: 0, event: event)
      #expect(entry.cost == cost, "\(event)")
    }
  }
}
