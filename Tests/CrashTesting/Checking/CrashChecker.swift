import ChatClient
import Wire

/// Judges a chat by what its clients wrote, were told and showed. Pure: whoever runs the chat tells it
/// everything, and calls `settle` when nothing is under way.
///
/// It holds that no acknowledged line is lost, none reaches anybody twice, all see one order, a private line
/// reaches its addressee alone, every line meets its fate, and nobody enters twice or is said to have left
/// who has not. Texts are unique; so are names.
package struct CrashChecker {
  /// Public lines that `recent` keeps: as many as `#historico` gives at the most.
  package static let recentLimit = 500

  /// What was found; empty in a chat that is right.
  package internal(set) var violations: [CrashViolation] = []
  /// The newest public lines that are settled, oldest first.
  package internal(set) var recent: [String] = []
  /// Public lines that nobody was there to be told: the journal has or may have them all the same.
  package internal(set) var unheard: Set<String> = []
  /// How many lines were told to somebody.
  package internal(set) var toldCount = 0

  var people: [CrashPerson] = []
  var places: [String: Int] = [:]
  var lines: [String: CrashLine] = [:]
  /// Everything up to here is settled.
  var settled: UInt64 = 0
  /// What has no settlement yet.
  var entries: [UInt64: CrashHappening] = [:]
  var open: [String] = []
  /// Who others were told is here, by the entries that are settled.
  var present: Set<String> = []

  /// Nobody is there.
  package init() {}

  /// Somebody new, and the place by which the other calls know them.
  package mutating func add(_ name: String) -> Int {
    precondition(places[name] == nil, "names are unique")
    places[name] = people.count
    people.append(CrashPerson(name: name))
    return people.count - 1
  }

  /// A line was given to the client.
  package mutating func wrote(_ author: Int, _ text: String, to addressee: Int? = nil) {
    precondition(lines[text] == nil, "texts are unique")
    // Servers of one room come to know of an entering one after the other.
    let isEarly = addressee.map { people[$0].entry ?? .max > people[author].last } ?? false
    let readers = people.indices.filter {
      $0 != author && people[$0].entry != nil && !people[$0].isLeaving && !people[$0].isOver
    }
    lines[text] = CrashLine(author: author, addressee: addressee, isEarly: isEarly, readers: readers)
    open.append(text)
  }

  /// A line met its fate, as the client tells it.
  package mutating func answered(_ text: String, _ fate: Fate) {
    guard let line = lines[text] else { return }
    if line.fate != nil { complain(.acknowledgedTwice, line.author, "two fates of \(quoted(text))") }
    lines[text]?.fate = fate
    if fate == .accepted { people[line.author].accepted += 1 }
  }

  /// The client showed a line of somebody's.
  package mutating func showed(_ person: Int, _ text: String) {
    people[person].shown.append(text)
  }

  /// The client was told to leave.
  package mutating func leaves(_ person: Int) {
    people[person].isLeaving = true
  }

  /// The client has ended, and will be told nothing more.
  package mutating func ended(_ person: Int) {
    people[person].isOver = true
  }

  /// Whether everybody who is here was told and showed this line, or was acknowledged it, and so all before
  /// it.
  package func hasReachedAll(_ text: String) -> Bool {
    guard let line = lines[text], line.fate == .accepted, let sequence = line.sequence else { return false }
    return people.allSatisfy {
      $0.isOver || $0.entry == nil || $0.last >= sequence && $0.told.count == $0.shown.count
    }
  }

  /// Who was not told this line yet, for words about a wait that failed.
  package func missing(_ text: String) -> [String] {
    let sequence = lines[text]?.sequence ?? .max
    return people.filter { !$0.isOver && $0.entry != nil && $0.last < sequence }.map(\.name)
  }

  mutating func complain(_ kind: CrashViolation.Kind, _ person: Int, _ words: String) {
    violations.append(CrashViolation(kind: kind, person: people[person].name, words: words))
  }

  func quoted(_ text: String) -> String {
    "«\(text.prefix(40))\(text.count > 40 ? "…" : "")»"
  }
}
