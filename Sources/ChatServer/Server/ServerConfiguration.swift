import Reactor
import TLS
import Wire

/// What a server is started with.
package struct ServerConfiguration: Sendable {
  /// Where to listen; port 0 lets the system choose.
  package var addresses: [SocketAddress]
  /// The server's key and certificate.
  package var credentials: Credentials
  /// The pin of the key that is to follow, which clients are told; nil where there is none.
  package var nextPin: PublicKeyPin?
  /// Threads that share the connections, from 1 to `ConnectionID.maximumThreads`; as many as this process may
  /// use processors is best.
  package var ioThreads: Int
  /// Every other limit.
  package var limits: Limits
  /// Who runs the room and who may enter it.
  package var admission: Admission
  /// How long the journal keeps what it has.
  package var retention: Retention
  /// HOST:PORT or [IPV6]:PORT, where clients reach this server: told to them where the journal is shared. Nil
  /// for what is listened on.
  package var announced: String?
  /// How long the other servers of a shared journal take this one for alive without a word, in milliseconds:
  /// twice what nats-servers need to agree anew which of them leads (measured: 4 to 9 s), without which
  /// nothing is renewed.
  package var lease: Int64 = 20_000
  /// The language of notices.
  package var language: Language

  /// Descriptors that are not for clients with a place: two an I/O thread (poller and inbox), those who are
  /// told that there is no place, and some for standard streams, listeners, other threads, and the journal.
  package static func ownDescriptors(ioThreads: Int) -> Int { 2 * ioThreads + Acceptor.surplusLimit + 32 }

  /// A configuration with the defaults of everything that is not named.
  package init(
    addresses: [SocketAddress], credentials: Credentials, nextPin: PublicKeyPin? = nil,
    ioThreads: Int = ProcessLimits.availableProcessors, limits: Limits = Limits(),
    admission: Admission = Admission(), retention: Retention = Retention(), language: Language = .english
  ) {
    self.addresses = addresses
    self.credentials = credentials
    self.nextPin = nextPin
    self.ioThreads = max(1, min(ioThreads, ConnectionID.maximumThreads))
    self.limits = limits
    self.admission = admission
    self.retention = retention
    self.language = language
  }
}
