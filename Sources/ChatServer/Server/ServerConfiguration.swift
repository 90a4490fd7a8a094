import Reactor
import TLS
import Wire

/// What a server is started with.
package struct ServerConfiguration: Sendable {
  /// Where to listen; port 0 lets the system choose.
  package var addresses: [SocketAddress]
  /// The server's key and certificate.
  package var credentials: Credentials
  /// Threads that share the connections, from 1 to `ConnectionID.maximumThreads`; as many as this process may
  /// use processors is best.
  package var ioThreads: Int
  /// Every other limit.
  package var limits: Limits
  /// Who runs the room and who may enter it.
  package var admission: Admission
  /// How long the journal keeps what it has.
  package var retention: Retention
  /// The language of notices.
  package var language: Language

  /// Descriptors that are not for clients with a place: two an I/O thread (poller and inbox), those who are
  /// told that there is no place, and some for standard streams, listeners, other threads, and the journal.
  package static func ownDescriptors(ioThreads: Int) -> Int { 2 * ioThreads + Acceptor.surplusLimit + 32 }

  /// A configuration with the defaults of everything that is not named.
  package init(
    addresses: [SocketAddress], credentials: Credentials, ioThreads: Int = ProcessLimits.availableProcessors,
    limits: Limits = Limits(), admission: Admission = Admission(), retention: Retention = Retention(),
    language: Language = .english
  ) {
    self.addresses = addresses
    self.credentials = credentials
    self.ioThreads = max(1, min(ioThreads, ConnectionID.maximumThreads))
    self.limits = limits
    self.admission = admission
    self.retention = retention
    self.language = language
  }
}
