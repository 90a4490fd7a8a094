import ChatLoad
import Testing

@Suite("Runs are compared")
struct ComparisonTests {
  @Test("by suite and server, each in the order in which it comes first, a server's runs in theirs")
  func sorted() {
    let comparisons = Comparison.all(of: [
      Sample.run("papod", cost: 1), Sample.run("ngircd", cost: 2), Sample.run("papod", suite: "other"),
      Sample.run("papod", cost: 3), Sample.run("ngircd", cost: 4),
    ])
    #expect(comparisons.map(\.title) == ["fan200", "other"])
    #expect(comparisons[0].servers.map(\.label) == ["papod", "ngircd"])
    #expect(comparisons[0].servers.map { $0.runs.map(\.cost) } == [[1, 3], [2, 4]])
    #expect(comparisons[1].servers.map(\.label) == ["papod"])
  }

  @Test("across languages")
  func languages() {
    var irc = Sample.fanout
    irc.language = .irc
    let comparisons = Comparison.all(of: [Sample.run("papod"), Sample.run("ngircd", load: irc)])
    #expect(comparisons.count == 1)
    #expect(comparisons[0].servers.map(\.language) == [.plain, .irc])
  }

  @Test("but one server's languages stand apart")
  func twoLanguages() {
    var numbered = Sample.fanout
    numbered.language = .numbered
    let comparisons = Comparison.all(of: [Sample.run("papod"), Sample.run("papod", load: numbered)])
    #expect(comparisons[0].servers.map(\.language) == [.plain, .numbered])
    #expect(comparisons[0].server(named: "papod")?.language == .plain)
  }

  @Test("only under the same load, whatever the suite is called")
  func loads() {
    var longer = Sample.fanout
    longer.seconds = 5
    let comparisons = Comparison.all(of: [Sample.run("papod"), Sample.run("papod", load: longer)])
    #expect(comparisons.map(\.load.seconds) == [3, 5])
  }

  @Test("under the mode's name where they belong to no suite")
  func alone() {
    let comparisons = Comparison.all(of: [Sample.run("papod", suite: nil)])
    #expect(comparisons.map(\.title) == ["fanout"])
  }
}
