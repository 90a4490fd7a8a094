import ArgumentParser
import ChatLoad
import Reactor

extension SocketAddress: ExpressibleByArgument {
  /// ADDRESS:PORT or [ADDRESS]:PORT, numeric.
  package init?(argument: String) { self.init(parsing: argument) }
}

extension Language: ExpressibleByArgument {}

/// Throws, for the person, where the number that an option was given is not in the range.
func requireRange<Number: Comparable>(
  _ option: String, _ number: Number, _ range: ClosedRange<Number>
) throws {
  guard range.contains(number) else {
    throw ValidationError("\(option) takes \(range.lowerBound) to \(range.upperBound)")
  }
}
