import Testing

import struct Foundation.Data
import class FoundationXML.XMLParser

@testable import ChatLoad

@Suite("The picture")
struct PictureTests {
  @Test("is well-formed XML that names every server, whatever its name")
  func wellFormed() throws {
    let names = ["papod", "a<b>&\"c\"", "\u{1B}[2J\u{FFFE}", "'; --", "🍰"]
    let svg = try #require(Picture(of: names.map { run($0) })).svg
    let parser = XMLParser(data: Data(svg.utf8))
    #expect(parser.parse())
    #expect(svg.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1080 372\""))
    for name in ["papod", "a&lt;b&gt;&amp;&quot;c&quot;", "\u{FFFD}[2J\u{FFFD}", "'; --", "🍰"] {
      // At its curve and at its bar.
      #expect(svg.components(of: ">\(name)</text>") == 2, "\(name)")
    }
  }

  @Test("is the same for the same results")
  func deterministic() {
    let runs = ["papod", "ngircd", "inspircd+nd"].map { run($0) }
    #expect(Picture(of: runs)?.svg == Picture(of: runs)?.svg)
    #expect(Picture(of: runs)?.svg != Picture(of: runs.reversed())?.svg)
  }

  @Test("has a row a comparison with latencies, and is none without")
  func rows() throws {
    let idle = Sample.run("papod", load: Load(mode: .idle, language: .plain, receivers: 9, seconds: 1))
    #expect(Picture(of: [idle]) == nil)
    #expect(Picture(of: [] as [RunResult]) == nil)
    let two = try #require(Picture(of: [run("papod"), idle, run("papod", suite: "fan1000")])).svg
    #expect(two.components(of: "latency by percentile") == 2)
    #expect(two.contains("<title>Latency and cost: fan200, fan1000</title>"))
    #expect(two.contains("height=\"744\""))
  }

  @Test("says so where a cost is not known")
  func unknownCost() throws {
    let known = Sample.run("papod", cost: 1) { $0.latency = Sample.latency() }
    let unknown = Sample.run("other") { $0.latency = Sample.latency() }
    let svg = try #require(Picture(of: [known, unknown])).svg
    #expect(svg.components(of: ">not known</text>") == 1)
    #expect(svg.components(of: "<rect ") == 2)
  }

  @Test("moves names apart, and keeps them beside the curves")
  func spread() {
    #expect(LatencyPanel.spread([], from: 0, to: 100) == [])
    #expect(LatencyPanel.spread([10, 40], from: 0, to: 100) == [10, 40])
    #expect(LatencyPanel.spread([30, 30, 33], from: 0, to: 100) == [16.5, 31.5, 46.5])
    #expect(LatencyPanel.spread([3, 3], from: 0, to: 100) == [0, 15])
    #expect(LatencyPanel.spread([20, 95, 99], from: 0, to: 100) == [20, 85, 100])
    #expect(LatencyPanel.spread([0, 100], from: 0, to: 100) == [0, 100])
  }

  private func run(_ name: String, suite: String = "fan200") -> RunResult {
    Sample.run(name, cost: 2, suite: suite) { $0.latency = Sample.latency() }
  }
}

extension String {
  /// How often a part is in it.
  fileprivate func components(of part: String) -> Int {
    ranges(of: part).count
  }
}
