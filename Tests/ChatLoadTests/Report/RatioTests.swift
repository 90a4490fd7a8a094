import ChatLoad
import Testing

@Suite("A ratio")
struct RatioTests {
  @Test("is that of each round, whatever the rounds have in common")
  func rounds() throws {
    // The machine became three times as slow, and B stayed twice as dear.
    let ratio = try #require(Ratio(of: [2, 6, 8], to: [1, 3, 2]))
    #expect(ratio.median == 2)
    #expect(ratio.least == 2)
    #expect(ratio.greatest == 4)
  }

  @Test("leaves out rounds in which either is not known, without moving the others")
  func missing() throws {
    let ratio = try #require(Ratio(of: [nil, 6, 8, 5], to: [1, 3, nil, 0]))
    #expect(ratio == Ratio(of: [6], to: [3]))
  }

  @Test("ends with the shorter of the two")
  func shorter() {
    #expect(Ratio(of: [2, 9], to: [1]) == Ratio(of: [2], to: [1]))
  }

  @Test("is none without a round", arguments: [([], []), ([1], []), ([nil], [1]), ([1], [0])])
  func none(costs: [Double?], base: [Double?]) {
    #expect(Ratio(of: costs, to: base) == nil)
  }
}
