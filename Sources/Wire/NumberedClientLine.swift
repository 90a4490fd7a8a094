// The number in front of a line of the numbered dialect.

extension ClientLine {
  /// Takes the number off a line: `N LINE`, N from 1 to `Int64.max`, one space between. A number alone is a
  /// number with an empty line. Nil where there is none; 0 is none, since `!0` answers offences.
  package static func splitNumber(_ line: [UInt8]) -> (number: UInt64, rest: ArraySlice<UInt8>)? {
    let end = line.prefix(Decimal.maximumDigits + 1).firstIndex(of: .space) ?? line.endIndex
    guard let number = Decimal.parse(line[..<end]), number > 0 else { return nil }
    return (number, line[end...].dropFirst())
  }

  /// Parses a whole line of the numbered dialect: a ping has the number 0, and so has a line whose number is
  /// missing, which is a mistake (`noSuchCommand`) unless it is empty.
  package static func parseNumbered(
    _ line: [UInt8], stage: Stage
  ) -> (number: UInt64, line: Result<ClientLine, ClientLineError>) {
    if line == [UInt8(ascii: "?")] { return (0, .success(.ping)) }
    if line.isEmpty { return (0, .success(.nothing)) }
    guard let (number, rest) = splitNumber(line) else { return (0, .failure(.mistake(.noSuchCommand))) }
    return (
      number, Result { () throws(ClientLineError) in try parse(rest, stage: stage, dialect: .numbered) }
    )
  }
}
