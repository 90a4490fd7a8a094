import ChatClient
import Reactor
import Synchronization
import TLS
import TestSupport

/// An impostor in place of the server, with every wrong certificate: nothing may be said to it.
struct CertificateAttack: Attack {
  let name = "certificates"
  let deed = "12 wrong certificates, each at first contact, against a pin, and after a cut"

  func run(_ report: inout AttackReport) throws {
    let target = try Target()
    let right = try Certificate(file: target.papod.folder.path + "/server.crt")
    let relay = try TestRelay(to: target.address)
    var refused = 0
    var bytes = 0
    var wrongly: [String] = []
    for wrong in WrongCertificate.allCases {
      let credentials = try wrong.make(inPlaceOf: right)
      for meeting in Meeting.allCases {
        let impostor = try Impostor(credentials)
        let isRefused =
          switch meeting {
          case .first: try run(impostor.address, [])
          case .pinned: try run(impostor.address, ["--pin", "\(right.pin)"])
          case .again: try meetAgain(impostor, target, relay)
          }
        bytes += impostor.tally.bytes.load(ordering: .acquiring)
        if isRefused, impostor.wasRefused {
          refused += 1
        } else {
          wrongly.append("\(wrong.rawValue), \(meeting)")
        }
      }
    }
    report.check(
      "impostors refused", ([refused.grouped] + wrongly).joined(separator: "; "), goal: "36", refused == 36)
    report.check("bytes of the application that they were told", bytes, is: 0)
    // Before the person has agreed, the right server is told no more than any other.
    let entered = try target.log.count("entered")
    let isRefused = try run(target.address, [])
    let told = try target.log.count("entered") - entered
    report.check(
      "the right server, at first contact without an answer", isRefused && told == 0 ? "refused" : "let in",
      goal: "refused", isRefused && told == 0)
  }

  private enum Meeting: CaseIterable { case first, pinned, again }

  /// Whether papo, in a pipe, refuses who is there.
  private func run(_ address: SocketAddress, _ arguments: [String]) throws -> Bool {
    let folder = try TemporaryFolder()
    let run = try TestPrograms.run("papo", ["\(address)", "--name", "ana"] + arguments, in: folder)
    return run.end != .exit(0)
  }

  /// A client that was in the room is cut, has something to say, and finds the impostor where the server was;
  /// then the server again. Answers whether what it had to say arrived there after all.
  private func meetAgain(_ impostor: Impostor, _ target: Target, _ relay: TestRelay) throws -> Bool {
    let client = try LinkedClient("ana", to: relay.address, trusting: target.pin)
    try client.wait("the room") { event -> Bool? in if case .entered = event { true } else { nil } }
    relay.cut()
    try client.wait("the cut") { event -> Bool? in if case .cut = event { true } else { nil } }
    client.say("between us", id: 1)
    relay.lead(to: impostor.address)
    relay.restore()
    try client.wait("the refusal") { event -> Bool? in
      switch event {
      case .keyShown: true
      // The certificate was right, and the proof of its key was not.
      case .stillCut where impostor.tally.connections.load(ordering: .acquiring) > 0: true
      default: nil
      }
    }
    relay.lead(to: target.address)
    client.trust(target.pin)
    let fate = try client.wait("the answer") { event -> Fate? in
      if case .answered(1, let fate) = event { fate } else { nil }
    }
    client.post(.leaveWhenAnswered)
    try client.wait("the end") { event -> Bool? in if case .ended = event { true } else { nil } }
    return fate == .accepted
  }
}
