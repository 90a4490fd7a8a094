import Testing

@testable import CrashTesting

@Suite("The schedule of the cluster's test")
struct ClusterScheduleTests {
  @Test("is the same from the same seed, and another from another")
  func replay() {
    var one = ClusterSchedule(seed: 1, clients: 20, fillsDisks: true)
    var same = ClusterSchedule(seed: 1, clients: 20, fillsDisks: true)
    var other = ClusterSchedule(seed: 2, clients: 20, fillsDisks: true)
    for _ in 0..<50 {
      let round = one.next()
      #expect(round == same.next())
      #expect(round != other.next())
    }
  }

  @Test("has everything in it, each fault mended, no more than two at once, and none of one process twice")
  func wholeness() {
    var schedule = ClusterSchedule(seed: 3, clients: 5, fillsDisks: true)
    var seen: Set<String> = []
    var faults: [ClusterFault] = []
    var recovering = 0
    for number in 1...1_000 {
      let round = schedule.next()
      #expect(round.endsQuiet == (number % ClusterSchedule.quietRounds == 0))
      #expect(round.steps.map(\.milliseconds) == round.steps.map(\.milliseconds).sorted())
      for step in round.steps {
        #expect(0..<round.length ~= step.milliseconds)
        switch step.action {
        case .write(let client, let addressee, _):
          #expect((0..<5).contains(client) && addressee != client)
          seen.insert(addressee == nil ? "public" : "private")
        case .replace(_, let isTyped): seen.insert("replace \(isTyped)")
        case .rivals(let one, let other):
          #expect(one != other && (0..<3).contains(one) && (0..<3).contains(other))
          seen.insert("rivals")
        case .cut(let papod, let direction, let bytes):
          #expect((0..<3).contains(papod) && bytes > 0)
          seen.insert("cut \(direction)")
        case .begin(let fault):
          #expect(!faults.contains(fault))
          #expect(fault.subject == nil || !faults.map(\.subject).contains(fault.subject))
          #expect(fault != .everything || faults.isEmpty)
          #expect(!faults.contains(.everything))
          #expect(!fault.isOfServers || recovering == 0)
          if fault.kind == "disk full" {
            #expect(faults.allSatisfy { !$0.isOfServers })
            recovering = ClusterSchedule.recovery
          }
          faults.append(fault)
          seen.insert(fault.kind)
        case .end(let fault):
          #expect(faults.contains(fault))
          faults.removeAll { $0 == fault }
        }
        #expect(faults.count <= ClusterSchedule.faultLimit)
      }
      if round.endsQuiet {
        faults = []
        recovering = max(0, recovering - 1)
      }
    }
    #expect(
      seen == [
        "public", "private", "replace true", "replace false", "rivals", "cut toServer", "cut toClient",
        "papod killed", "papod stopped", "papod paused", "nats killed", "nats paused", "disk full",
        "clients cut from papod", "papod cut from nats", "papod frozen from nats", "nats cut from nats",
        "nats frozen from nats", "nats isolated", "all killed",
      ])
  }

  @Test("fills no disk that cannot be filled")
  func noDisks() {
    var schedule = ClusterSchedule(seed: 3, clients: 5, fillsDisks: false)
    for _ in 0..<300 {
      for step in schedule.next().steps {
        if case .begin(.diskFull) = step.action { Issue.record("\(step)") }
      }
    }
  }
}
