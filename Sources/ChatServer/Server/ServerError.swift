import Journal
import Reactor
import TLS

/// Why a server did not start.
package enum ServerError: Error, CustomStringConvertible {
  /// The address cannot be listened on.
  case cannotListen(SocketAddress, SystemError)
  /// The journal cannot be read, or what it holds is not understood.
  case journal(JournalError)
  /// The key or certificate cannot be used.
  case tls(TLSError)
  /// The system is out of descriptors or threads.
  case system(SystemError)

  /// One line.
  package var description: String {
    switch self {
    case .cannotListen(let address, let error): "cannot listen on \(address): \(error)"
    case .journal(let error): "\(error)"
    case .tls(let error): "\(error)"
    case .system(let error): "\(error)"
    }
  }
}
