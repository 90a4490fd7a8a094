import Journal

/// Why a `NATSJournal` was not opened.
package enum NATSJournalError: Error, Equatable, CustomStringConvertible {
  /// No server answers, or it will not have us; `reason` is the engine's.
  case unreachable(NATSAddress, reason: String)
  /// The stream is not as it must be.
  case stream(NATSAddress, StreamFault)
  /// What it holds, or the mirror, cannot be used.
  case journal(JournalError)

  /// One line.
  package var description: String {
    switch self {
    case .unreachable(let address, let reason): "\(address): \(reason)"
    case .stream(let address, let fault): "\(address): the stream is unfit (\(fault))"
    case .journal(let error): "\(error)"
    }
  }
}
