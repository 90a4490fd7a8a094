/// A column of a comparison's table.
struct Column {
  let heading: Table.Heading
  let text: (ServerRuns) -> String

  /// Words.
  static func words(_ heading: String, _ text: @escaping (ServerRuns) -> String) -> Column {
    Column(heading: Table.Heading(text: heading, isNumeric: false), text: text)
  }

  /// Something that is counted or computed.
  static func number(_ heading: String, _ text: @escaping (ServerRuns) -> String) -> Column {
    Column(heading: Table.Heading(text: heading, isNumeric: true), text: text)
  }

  /// The median of a figure, in that notation.
  static func median(
    _ heading: String, _ notation: @escaping (Double) -> String = Figure.short,
    _ figure: @escaping (RunResult) -> Double?
  ) -> Column {
    number(heading) { $0.median(figure).map(notation) ?? Figure.unknown }
  }

  static func whole(_ value: Double) -> String { Figure.fixed(value) }

  static func hundredths(_ value: Double) -> String { Figure.fixed(value, decimals: 2) }
}
