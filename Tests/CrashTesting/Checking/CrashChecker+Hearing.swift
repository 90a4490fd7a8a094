import Wire

// What the server says to one client, as it came.
extension CrashChecker {
  /// The server told the client this line.
  package mutating func heard(_ person: Int, _ line: ServerLine) {
    switch line {
    // No command is sent that is answered without a number: this is a session that was taken up.
    case .accepted(let number, nil): people[person].resumption = number
    case .accepted(let number, let sequence?): acknowledge(person, number, sequence)
    case .said(let sequence, _, let from, let text, false):
      checkLine(person, text, sequence, from: from, to: nil)
      tell(person, sequence, .said(text))
    case .whispered(let sequence, _, let from, let to, let text, false):
      checkLine(person, text, sequence, from: from, to: to)
      tell(person, sequence, .whispered(text))
    case .joined(let sequence, _, let name, false): tell(person, sequence, .joined(name))
    case .left(let sequence, _, let name, let reason, false):
      checkDeparture(person, name, reason)
      tell(person, sequence, .left(name))
    case .setting(key: "gap", let value): complain(.gap, person, value)
    case .said, .whispered, .joined, .left, .announced, .refused, .setting, .ping, .unknown: break
    }
  }

  /// Sessions outlive the server and their connections, so there are but two ways to leave.
  private mutating func checkDeparture(_ person: Int, _ name: String, _ reason: LeaveReason?) {
    guard let place = places[name] else { return complain(.foreign, person, "nobody is \(name)") }
    switch reason {
    case .quit where people[place].isLeaving: break
    case .lost: people[place].wasGone = true
    default: complain(.departed, place, "\(people[person].name) is told: \(reason?.rawValue ?? "no reason")")
    }
  }

  private mutating func acknowledge(_ person: Int, _ number: UInt64, _ sequence: UInt64) {
    if let known = people[person].acknowledged[number] {
      if known != sequence {
        complain(.acknowledgedTwice, person, "line \(number) is \(known) and \(sequence)")
      }
      return
    }
    people[person].acknowledged[number] = sequence
    people[person].freshNumbers.append(number)
    // Entering is the first line of all.
    if number == 1 { people[person].entry = sequence }
    if number > people[person].resumption, sequence <= people[person].last {
      complain(.outOfOrder, person, "line \(number) is \(sequence), after \(people[person].last)")
    }
    people[person].last = max(people[person].last, sequence)
  }

  private mutating func tell(_ person: Int, _ sequence: UInt64, _ happening: CrashHappening) {
    if sequence <= people[person].last {
      let isRepeated = people[person].heard.contains(sequence)
      complain(
        isRepeated ? .doubled : .outOfOrder, person,
        "\(sequence) after \(people[person].last): \(words(happening))")
    }
    people[person].last = max(people[person].last, sequence)
    people[person].heard.append(sequence)
    if let known = entries[sequence], known != happening {
      complain(.outOfOrder, person, "\(sequence) is \(words(known)) and \(words(happening))")
    }
    // Of somebody who has ended, the last lines may be told later than that.
    if sequence > settled { entries[sequence] = happening }
    switch happening {
    case .said(let text), .whispered(let text):
      toldCount += 1
      people[person].told.append(text)
    case .joined(let name), .left(let name):
      if name == people[person].name { complain(.leaked, person, "is told of itself: \(words(happening))") }
    }
  }

  private mutating func checkLine(
    _ person: Int, _ text: String, _ sequence: UInt64, from: String, to: String?
  ) {
    guard let line = lines[text] else { return complain(.foreign, person, "nobody wrote \(quoted(text))") }
    let addressee = line.addressee.map { people[$0].name }
    if people[line.author].name != from || addressee != to {
      complain(.foreign, person, "\(quoted(text)) from \(from) to \(to ?? "all")")
    }
    if line.author == person || line.addressee.map({ $0 != person }) ?? false {
      complain(.leaked, person, quoted(text))
    }
    if let known = line.sequence, known != sequence {
      complain(.doubled, person, "\(quoted(text)) is \(known) and \(sequence)")
    }
    lines[text]?.sequence = sequence
  }

  func words(_ happening: CrashHappening) -> String {
    switch happening {
    case .said(let text): quoted(text)
    case .whispered(let text): "private \(quoted(text))"
    case .joined(let name): "\(name) entered"
    case .left(let name): "\(name) left"
    }
  }
}
