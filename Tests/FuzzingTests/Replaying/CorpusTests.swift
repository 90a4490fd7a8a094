import TestSupport
import Testing

import class Foundation.FileManager

@Suite("What was worth keeping of what the fuzzer made")
struct CorpusTests {
  /// Where the inputs of a target are.
  private static func folder(_ target: FuzzTarget) -> String {
    let tests = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
    return "/\(tests)/Corpora/\(target.name)"
  }

  private static func corpus(_ target: FuzzTarget) throws -> [(name: String, bytes: [UInt8])] {
    let folder = folder(target)
    // What has binary seeds alone has no folder before the first find.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return try names.sorted().map { name in
      let contents = try #require(FileManager.default.contents(atPath: "\(folder)/\(name)"))
      return (name, Array(contents))
    }
  }

  @Test("holds, and so does each piece of it", arguments: FuzzTarget.all)
  func holds(target: FuzzTarget) throws {
    let corpus = try Self.corpus(target)
    let seeds = try target.seeds().enumerated().map { (name: "seed \($0)", bytes: $1) }
    #expect(!corpus.isEmpty || !seeds.isEmpty)
    for (name, bytes) in corpus + seeds {
      #expect(throws: Never.self, "\(target.name) \(name)") { try target.check(bytes) }
      for count in bytes.indices where count.isMultiple(of: bytes.count / 64 + 1) {
        #expect(throws: Never.self, "\(target.name) \(name), \(count) bytes") {
          try target.check(Array(bytes[..<count]))
        }
      }
    }
  }

  @Test("holds with any bytes changed, left out or doubled", arguments: FuzzTarget.all)
  func changed(target: FuzzTarget) throws {
    var random = SeededRandom(seed: 9)
    let corpus = try Self.corpus(target).map(\.bytes) + target.seeds()
    for _ in 0..<200 {
      var bytes = corpus.randomElement(using: &random) ?? []
      for _ in 0...Int.random(in: 0...3, using: &random) where !bytes.isEmpty {
        let place = Int.random(in: bytes.indices, using: &random)
        switch Int.random(in: 0...3, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
        case 2: bytes.removeSubrange(place..<min(bytes.count, place + 8))
        default: bytes.insert(contentsOf: bytes[..<place], at: place)
        }
      }
      #expect(throws: Never.self, "\(target.name) \(bytes)") { try target.check(bytes) }
    }
  }
}

extension FuzzTarget: CustomTestStringConvertible {
  var testDescription: String { name }
}
