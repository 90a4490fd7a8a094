import ChatClient

/// People who entered and left one after another, with nothing said in between: one line on the screen.
struct PresenceRun {
  /// The most people of one run; the next one begins a new line.
  static let maximumPeople = 100

  private struct Person {
    let name: String
    let wasHere: Bool
    var isHere: Bool
  }

  /// The block that it is shown in.
  let block: Int

  private var people: [Person] = []

  init(block: Int) { self.block = block }

  /// Whether there is no room for another person.
  var isFull: Bool { people.count == Self.maximumPeople }

  mutating func take(_ name: String, isHere: Bool) {
    if let index = people.firstIndex(where: { $0.name == name }) {
      people[index].isHere = isHere
    } else {
      people.append(Person(name: name, wasHere: !isHere, isHere: isHere))
    }
  }

  /// What became of them, in one line.
  func words(_ wording: Wording) -> String {
    func names(_ wasHere: Bool, _ isHere: Bool) -> [String] {
      people.filter { $0.wasHere == wasHere && $0.isHere == isHere }.map(\.name)
    }
    return wording.crowd(
      entered: names(false, true), left: names(true, false), returned: names(true, true),
      passed: names(false, false))
  }
}
