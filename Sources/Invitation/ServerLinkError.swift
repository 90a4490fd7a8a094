/// Why a text is no link to a server. Its strings are pieces of the link as they stood there, not decoded,
/// and not fit to be shown before they went through a sanitizer.
package enum ServerLinkError: Error, Equatable, Sendable, CustomStringConvertible {
  /// It does not begin with `papo://`.
  case noLink
  /// It names no host, or none before or behind a comma.
  case noHost
  /// It names more servers than `ServerLink.maximumAddresses`.
  case tooManyAddresses
  /// An IPv6 address stands there without brackets, and a port could not be told from it.
  case noBrackets
  /// A name, or a name and a password, stands before the host.
  case userInformation
  /// Something stands between the host and the `?`.
  case path
  /// It has a `#`.
  case fragment
  /// A `%` without two hexadecimal digits, or what they stand for is no UTF-8.
  case malformedEscape
  /// It says something that is no `pin=`.
  case unknownParameter(String)
  /// What stands behind `pin=` is no pin.
  case noPin(String)

  /// A few words, to stand after the link.
  package var description: String {
    switch self {
    case .noLink: "it does not begin with papo://"
    case .noHost: "it names no host"
    case .tooManyAddresses: "it names more than \(ServerLink.maximumAddresses) servers"
    case .noBrackets: "an IPv6 address belongs into brackets"
    case .userInformation: "nothing but a host belongs before the port, and no @"
    case .path: "between the host and the ? only a / may stand"
    case .fragment: "there is no place for a # in it"
    case .malformedEscape: "behind a % two hexadecimal digits are missing, or they are no UTF-8"
    case .unknownParameter(let name): "it may say pin=, but not \(name)="
    case .noPin(let text): "\(text) is no pin, which looks like sha256//… and ends in ="
    }
  }
}
