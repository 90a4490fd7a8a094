import CrashTesting
import Testing

@Suite("The schedule of the crash test")
struct CrashScheduleTests {
  @Test("is the same from the same seed, and another from another")
  func replay() {
    var one = CrashSchedule(seed: 1, clients: 20, killsServer: true)
    var same = CrashSchedule(seed: 1, clients: 20, killsServer: true)
    var other = CrashSchedule(seed: 2, clients: 20, killsServer: true)
    for _ in 0..<50 {
      let round = one.next()
      #expect(round == same.next())
      #expect(round != other.next())
    }
  }

  @Test("has everything in it, in time and at places that are there")
  func wholeness() {
    var schedule = CrashSchedule(seed: 3, clients: 5, killsServer: true)
    var seen: Set<String> = []
    for number in 1...500 {
      let round = schedule.next()
      #expect(round.endsQuiet == (number % CrashSchedule.quietRounds == 0))
      #expect(round.steps.map(\.milliseconds) == round.steps.map(\.milliseconds).sorted())
      for step in round.steps {
        #expect(step.milliseconds >= 0)
        switch step.action {
        case .write(let client, let addressee, _):
          #expect((0..<5).contains(client) && addressee != client)
          seen.insert(addressee == nil ? "public" : "private")
        case .cut(let client, let direction, let bytes):
          #expect((0..<5).contains(client) && bytes > 0)
          seen.insert("cut \(direction)")
        case .hold: seen.insert("hold")
        case .release: seen.insert("release")
        case .kill: seen.insert("kill")
        case .killAfter(_, let direction, let bytes, _):
          #expect(bytes > 0)
          seen.insert("kill after \(direction)")
        case .stop: seen.insert("stop")
        case .replace(_, let isTyped): seen.insert("replace \(isTyped)")
        }
      }
    }
    #expect(
      seen == [
        "public", "private", "cut toServer", "cut toClient", "hold", "release", "kill", "kill after toServer",
        "kill after toClient", "stop", "replace true", "replace false",
      ])
  }

  @Test("leaves a server alone that would not survive it")
  func onlyCuts() {
    var schedule = CrashSchedule(seed: 3, clients: 5, killsServer: false)
    for _ in 0..<200 {
      for step in schedule.next().steps {
        switch step.action {
        case .kill, .killAfter, .stop: Issue.record("\(step)")
        default: break
        }
      }
    }
  }
}
