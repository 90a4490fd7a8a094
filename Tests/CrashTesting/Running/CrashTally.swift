/// What was done and seen.
package struct CrashTally: Sendable, CustomStringConvertible {
  /// Rounds that have ended.
  package internal(set) var rounds = 0
  /// Servers that were killed, some of them before they served.
  package internal(set) var kills = 0
  /// Servers that were told to stop, and did.
  package internal(set) var stops = 0
  /// Connections that were cut, those by the server's end not among them.
  package internal(set) var cuts = 0
  /// Clients that entered, and those that a cut kept from it.
  package internal(set) var entered = 0
  package internal(set) var failed = 0
  /// Sessions that were taken up.
  package internal(set) var resumed = 0
  /// Lines that were given to clients, and what became of them.
  package internal(set) var written = 0
  package internal(set) var acknowledged = 0
  package internal(set) var refused = 0
  package internal(set) var left = 0
  /// Lines that reached somebody.
  package internal(set) var received = 0

  /// One line.
  package var description: String {
    """
    rounds \(rounds), kills \(kills), stops \(stops), cuts \(cuts), entered \(entered) (failed \(failed)), \
    resumed \(resumed), lines \(written): acknowledged \(acknowledged), refused \(refused), \
    left behind by leaving \(left); received \(received)
    """
  }
}
