/// A host of a `TestNetwork`: a network namespace, in which programs can be started.
package struct NetworkHost: Sendable, Hashable {
  /// The one that the test itself runs in.
  package static let here = NetworkHost(name: nil)

  /// As ip-netns(8) knows it; nil for the one that the test runs in.
  let name: String?

  /// One of a network's own.
  ///
  /// - Parameter name: of letters and digits.
  package init(_ name: String) { self.name = name }

  private init(name: String?) { self.name = name }

  /// The command that runs this one there, in the same process (nsenter(1)). Elsewhere than here, it is
  /// killed when the thread that starts it ends, however that does (setpriv(1)).
  package func command(_ arguments: [String]) -> [String] {
    guard let name else { return arguments }
    return ["nsenter", "--net=/run/netns/\(name)", "setpriv", "--pdeathsig", "KILL"] + arguments
  }
}
