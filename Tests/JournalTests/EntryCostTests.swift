import Journal
import Testing

@Suite("What an entry counts for")
struct EntryCostTests {
  @Test("is its names, keys and text, and 64 for everything around them")
  func cost() {
    let name = Array("Ana".utf8)
    let identity = Identity(name: name, key: Array("anax".utf8), isResumable: false)
    let owner = Identity(name: name, key: name, isResumable: true, keys: [.sample(1), .sample(2)])
    let costs: [(Event, Int)] = [
      (.joined(identity), 64 + 3 + 4), (.joined(owner), 64 + 3 + 3 + 64),
      (
        .keys(
          KeyChange(
            kind: .added, name: name, nameKey: name, key: .sample(1), others: [.sample(2), .sample(3)])),
        64 + 3 + 3 + 96
      ),
      (.keys(KeyChange(kind: .freed, name: name, nameKey: name, key: nil)), 64 + 3 + 3),
      (.said("olá"), 64 + 3 + 4),
      (.said(""), 64 + 3),
      (.whispered("olá", to: .beto), 64 + 3 + 4 + 4), (.away(.lost), 64), (.returned, 64),
      (.left(name: name, cause: .quit, awaySince: nil), 64 + 3), (.ended(goneSince: .zero), 64),
      (.forgotten(owner: .owner(since: SequenceNumber(1)), through: SequenceNumber(2)), 64),
      (.kicked(from: .beto, for: 10, "192.0.2.7"), 64 + 4 + 3 + 9),
      (.banned(subject: name, by: Array("Beto".utf8)), 64 + 3 + 4),
      (.pardoned(subject: name, by: Array("Beto".utf8)), 64 + 3 + 4), (.nodeServes(.sample), 64 + 18 + 64),
      (.nodeEnded(node: 1, since: nil), 64),
    ]
    for (event, cost) in costs {
      let entry = Entry(
        sequence: SequenceNumber(1), milliseconds: 0, session: .ana, number: 0, event: event)
      #expect(entry.cost == cost, "\(event)")
    }
  }
}
