/// How often one server's cost is another's.
package struct Ratio: Equatable, Sendable {
  /// Of the ratios of all rounds: the middle one.
  package let median: Double
  package let least: Double
  package let greatest: Double

  /// Of what two servers cost in the same rounds; nil where there is no round in which both are known.
  ///
  /// A machine drifts: its clock rate, its caches, its neighbours. Two servers measured one right after the
  /// other drift together, so their ratio says more than the ratio of two medians.
  package init?(of costs: [Double?], to base: [Double?]) {
    let ratios = zip(costs, base).compactMap { cost, base in
      if let cost, let base, base > 0 { cost / base } else { nil as Double? }
    }
    guard let median = ratios.median, let least = ratios.min(), let greatest = ratios.max() else {
      return nil
    }
    self.median = median
    self.least = least
    self.greatest = greatest
  }
}
