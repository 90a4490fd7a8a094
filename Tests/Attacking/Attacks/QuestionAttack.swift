import Reactor
import TLS
import TestSupport

/// What an attacker does while papo, on a terminal, asks whether to trust a server that it never met.
struct QuestionAttack: Attack {
  let name = "question"
  let deed = "while papo asks whether to trust a server, that one is cut, or an impostor takes its place"

  func run(_ report: inout AttackReport) throws {
    let target = try Target()
    let relay = try TestRelay(to: target.address)
    try meetImpostors(target, relay, &report)
    try cut(target, relay, &report)
  }

  /// What the person does, and where the impostor is.
  private enum Meeting: CaseIterable {
    /// The server asks; by the time of the yes, the impostor is in its place.
    case swapped
    /// The other way round.
    case posed
    /// The impostor all the time, and the person answers with the groups that somebody else has told.
    case compared
  }

  private func meetImpostors(_ target: Target, _ relay: TestRelay, _ report: inout AttackReport) throws {
    let right = try Certificate(file: target.papod.folder.path + "/server.crt")
    var (meetings, held, bytes) = (0, 0, 0)
    var wrongly: [String] = []
    for wrong in WrongCertificate.allCases {
      let credentials = try wrong.make(inPlaceOf: right)
      for (number, meeting) in Meeting.allCases.enumerated() {
        let impostor = try Impostor(credentials)
        meetings += 1
        let holds = try meet(impostor, wrong, meeting, onScreen: number % 2 == 0, target, relay)
        bytes += impostor.tally.bytes.load(ordering: .acquiring)
        if holds, impostor.wasRefused { held += 1 } else { wrongly.append("\(wrong.rawValue), \(meeting)") }
      }
    }
    report.check(
      "answers that reached nobody but whom they were about",
      ([held.grouped] + wrongly).joined(separator: "; "), goal: meetings.grouped, held == meetings)
    report.check("bytes of the application that an impostor was told", bytes, is: 0)
  }

  /// Whether papo ended as it should, and keeps the key that was asked about, or none.
  private func meet(
    _ impostor: Impostor, _ wrong: WrongCertificate, _ meeting: Meeting, onScreen: Bool, _ target: Target,
    _ relay: TestRelay
  ) throws -> Bool {
    let entered = try target.log.count("entered")
    relay.lead(to: meeting == .swapped ? target.address : impostor.address)
    let papo = try AskingPapo("ana", at: relay.address, onScreen: onScreen)
    if meeting != .compared { relay.lead(to: meeting == .swapped ? impostor.address : target.address) }
    try papo.answer(meeting == .compared ? "\(SpokenPin(target.pin))" : "y")
    // Who has nothing but the right certificate shows the right key, and a yes is about that; but it cannot
    // prove to have it, which no server of ours fails to.
    let isRight = wrong == .stolen
    if isRight, meeting == .posed {
      try papo.leave()
      return try papo.finish() == .exit(0) && papo.knows(target.pin)
    }
    let end = try papo.finish()
    guard try target.log.count("entered") == entered else { return false }
    return switch meeting {
    case .compared where !isRight: try end == .exit(78) && papo.knows(nil)
    case .posed: try end == .exit(78) && papo.knows(impostor.pin)
    case .swapped, .compared: try end == .exit(isRight ? 76 : 78) && papo.knows(target.pin)
    }
  }

  private func cut(_ target: Target, _ relay: TestRelay, _ report: inout AttackReport) throws {
    relay.lead(to: target.address)
    let descriptors = try target.descriptors()
    let entered = try target.log.count("entered")
    // The server is gone when the answer comes: nothing was said, and what was agreed to is kept.
    let lost = try AskingPapo("beto", at: relay.address, onScreen: false)
    let held = try target.descriptors(returningTo: descriptors) - descriptors
    report.check("connections that the server has while papo asks", held, is: 0)
    relay.cut()
    try lost.answer("y")
    let isOver = try lost.finish() == .exit(69) && lost.knows(target.pin)
    relay.restore()
    report.check(
      "a yes to a server that has gone", isOver ? "not reachable, kept" : "something else",
      goal: "not reachable, kept", isOver)
    // It was gone only meanwhile.
    let back = try AskingPapo("caio", at: relay.address, onScreen: true)
    relay.cut()
    relay.restore()
    try back.answer("y")
    try back.leave()
    let isIn = try back.finish() == .exit(0)
    report.check(
      "a yes to a server that was gone meanwhile", isIn ? "let in" : "something else", goal: "let in", isIn)
    // Nobody answers, and the terminal goes.
    let silent = try AskingPapo("davi", at: relay.address, onScreen: true)
    let end = try silent.hangUp()
    let isSilent = try silent.knows(nil) && target.log.count("entered") == entered + 1
    report.check(
      "no answer at all", isSilent ? "nothing said, nothing kept" : "\(end)",
      goal: "nothing said, nothing kept", isSilent)
  }
}
