import Wire

// What can only be said when nothing is under way.
extension CrashChecker {
  /// Judges everything up to the line `mark`, which has reached everybody, and forgets what is no longer
  /// needed: everybody has everything up to it, and every line was answered.
  package mutating func settle(through mark: String) {
    guard hasReachedAll(mark), let end = lines[mark]?.sequence else {
      return violations.append(
        CrashViolation(kind: .late, person: missing(mark).joined(separator: " "), words: quoted(mark)))
    }
    let sequences = entries.keys.filter { $0 <= end }.sorted()
    for person in people.indices where people[person].entry != nil {
      findLost(person, sequences)
      judgeAcknowledgements(person)
      if people[person].told != people[person].shown { complain(.misshown, person, difference(person)) }
    }
    for text in open { judgeLine(text) }
    open = []
    settled = end
    forget(sequences, through: end)
  }

  /// Whoever has ended has everything up to the last that it was told.
  private mutating func findLost(_ person: Int, _ sequences: [UInt64]) {
    let entry = people[person].entry ?? 0
    let heard = people[person].heard
    var next = 0
    for sequence in sequences where sequence > entry {
      if people[person].isOver, sequence > people[person].last { break }
      while next < heard.count, heard[next] < sequence { next += 1 }
      if next < heard.count, heard[next] == sequence { continue }
      if let happening = entries[sequence], concerns(person, happening) {
        complain(.lost, person, "\(sequence), \(words(happening))")
      }
    }
  }

  private func concerns(_ person: Int, _ happening: CrashHappening) -> Bool {
    switch happening {
    case .said(let text): lines[text]?.author != person
    case .whispered(let text): lines[text]?.addressee == person
    case .joined(let name), .left(let name): name != people[person].name
    }
  }

  private mutating func judgeAcknowledgements(_ person: Int) {
    var before = people[person].floor
    for number in people[person].freshNumbers.sorted() {
      guard let sequence = people[person].acknowledged[number] else { continue }
      if number < before.number || sequence <= before.sequence {
        complain(
          .outOfOrder, person, "line \(number) is \(sequence), line \(before.number) \(before.sequence)")
      }
      before = (number, sequence)
      if let happening = entries[sequence], !isOwn(happening, person) {
        complain(.outOfOrder, person, "line \(number) is \(sequence), which is \(words(happening))")
      }
    }
    people[person].floor = before
    people[person].freshNumbers = []
    // The one more is its entering.
    let count = people[person].acknowledged.count
    if !people[person].isLeaving, count != people[person].accepted + 1 {
      complain(
        .acknowledgedTwice, person, "\(count) numbers for \(people[person].accepted) lines and its name")
    }
  }

  private func isOwn(_ happening: CrashHappening, _ person: Int) -> Bool {
    switch happening {
    case .said(let text), .whispered(let text): lines[text]?.author == person
    case .joined(let name), .left(let name): name == people[person].name
    }
  }

  private mutating func judgeLine(_ text: String) {
    guard let line = lines[text] else { return }
    let author = people[line.author]
    // Whoever leaves may not be told, and a public line may have found nobody but such.
    let mayMiss = (line.addressee.map { [$0] } ?? line.readers).allSatisfy {
      people[$0].isLeaving || people[$0].isOver
    }
    if line.addressee == nil, line.sequence == nil, mayMiss { unheard.insert(text) }
    switch line.fate {
    case nil: complain(.unanswered, line.author, quoted(text))
    case .accepted:
      guard let sequence = line.sequence else {
        if !mayMiss { complain(.lost, line.addressee ?? line.author, "\(quoted(text)) reached nobody") }
        return
      }
      if !author.acknowledged.values.contains(sequence) {
        complain(.outOfOrder, line.author, "\(quoted(text)) is \(sequence) to others")
      }
    case .refused(let code, _):
      let wasGone = line.addressee.map { people[$0].wasGone } ?? false
      let isFair = code == Refusal.noSuchPerson.rawValue && (mayMiss || wasGone || line.isEarly)
      if !isFair || line.sequence != nil {
        let addressee = line.addressee.map { people[$0].name } ?? "all"
        complain(.refused, line.author, "\(code): \(quoted(text)) to \(addressee)")
      }
    case .unsettled:
      if !author.isLeaving { complain(.unanswered, line.author, "unsettled: \(quoted(text))") }
    case .unsent:
      let mayStay = author.isLeaving || author.entry == nil && author.isOver
      if !mayStay || line.sequence != nil { complain(.unanswered, line.author, "unsent: \(quoted(text))") }
    }
  }

  private mutating func forget(_ sequences: [UInt64], through end: UInt64) {
    for sequence in sequences {
      switch entries.removeValue(forKey: sequence) {
      case .said(let text): recent.append(text)
      case .joined(let name): enter(name, sequence)
      case .left(let name): present.remove(name)
      case .whispered, nil: break
      }
    }
    recent.removeFirst(max(0, recent.count - Self.recentLimit))
    for person in people.indices {
      people[person].heard.removeAll { $0 <= end }
      people[person].told = []
      people[person].shown = []
      people[person].wasGone = false
    }
  }

  private mutating func enter(_ name: String, _ sequence: UInt64) {
    guard !present.insert(name).inserted, let place = places[name] else { return }
    complain(.doubled, place, "entered again, as \(sequence)")
  }

  private func difference(_ person: Int) -> String {
    let (told, shown) = (people[person].told, people[person].shown)
    let first = zip(told, shown).first { $0 != $1 }
    guard let (told, shown) = first else { return "shows \(shown.count) of \(told.count)" }
    return "shows \(quoted(shown)) for \(quoted(told))"
  }
}
