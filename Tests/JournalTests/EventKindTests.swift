import Journal
import Testing

@Suite("What kind an event is")
struct EventKindTests {
  @Test("is a number that stays the same for ever")
  func numbers() {
    let (name, key) = (Array("Ana".utf8), PersonKey.sample(1))
    func joined(_ isFurther: Bool) -> Event {
      .joined(Identity(name: name, key: name, isResumable: true, isFurther: isFurther))
    }
    func change(_ kind: KeyChange.Kind, _ key: PersonKey?) -> Event {
      .keys(KeyChange(kind: kind, name: name, nameKey: name, key: key))
    }
    let numbers: [(Event, UInt8)] = [
      (joined(false), 1), (.said("a"), 2), (.whispered("a", to: .beto), 3), (.away(.lost), 4), (.returned, 5),
      (.left(name: name, cause: .quit, awaySince: nil), 6), (.ended(goneSince: .zero), 7), (joined(true), 9),
      (.left(name: name, cause: .quit, awaySince: nil, isLast: false), 10),
      (.forgotten(owner: .beto, through: .zero), 11), (change(.added, key), 20), (change(.removed, key), 21),
      (change(.given, key), 22), (change(.freed, nil), 23), (.kicked(from: .beto, for: 0, ""), 30),
      (.banned(subject: name, by: name), 31), (.pardoned(subject: name, by: name), 32),
      (.nodeServes(.sample), 40), (.nodeEnded(node: 1, since: nil), 41),
    ]
    for (event, number) in numbers { #expect(EventKind(event).rawValue == number, "\(event)") }
    #expect((UInt8.min...UInt8.max).compactMap(EventKind.init(rawValue:)).count == numbers.count)
  }
}
