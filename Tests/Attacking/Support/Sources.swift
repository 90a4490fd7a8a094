import Reactor
import TestSupport

/// The addresses of this machine that an attack comes from: an address has 28,000 ports for one server, and
/// the server has limits for one address.
struct Sources: Sendable {
  private let addresses: [IPAddress]

  /// So many addresses, from 127.0.16.1 on, 60,000 at the most.
  init(_ count: Int) throws {
    addresses = try (0..<count).map { number in
      guard let address = IPAddress(parsing: "127.0.\(16 + number / 250).\(1 + number % 250)") else {
        throw TestFailure("no address \(number)", file: #fileID, line: #line)
      }
      return address
    }
  }

  /// One after the other, again and again.
  subscript(number: Int) -> IPAddress { addresses[number % addresses.count] }
}
