import Reactor
import TLS

/// A run: the load, the server it is for, and its limits.
package struct LoadSettings: Sendable {
  package var load: Load
  package var address: SocketAddress
  /// The keys that the server may have; empty: any, since what is measured is not trusted with anything.
  package var pins: [PublicKeyPin] = []
  /// What the server is called in the result.
  package var label = ""
  /// The set of figures that the run belongs to.
  package var suite: String?
  /// The server's processes, of which /proc is read.
  package var processes: [Int32] = []
  /// Messages a sender, at most (`fanout`, `paced`, `private`).
  package var messages = Int.max
  /// Cycles of all clients together, at most (`handshake`).
  package var cycles = Int.max
  /// Messages that everyone misses (`resume`).
  package var missed = 100
  /// Connections that are being made at once (`handshake` has all of its own under way, and `resume` when
  /// everyone comes back).
  package var opening = 32
  /// How many addresses of 127.0.1.0/24 the connections come from, where the server is on IPv4 loopback; 0:
  /// the system's choice.
  package var sources = 16
  /// irc: each client in a channel of its own (`idle`, `handshake`).
  package var isSolo = false
  /// Where nothing more comes for so many seconds, what is missing counts as lost.
  package var patienceSeconds = 10.0
  /// Everything ends after so many seconds.
  package var limitSeconds = 120.0

  package init(load: Load, address: SocketAddress) {
    self.load = load
    self.address = address
  }

  /// Connections at once: the senders have the lowest numbers.
  package var clients: Int { load.receivers + load.senders }

  /// How many of the clients a thread has; they are dealt out in turn.
  func clients(of thread: Int) -> Int { (clients - thread + load.threads - 1) / load.threads }

  /// How many of a thread's clients are to have a message of this sender: all but itself.
  func receivers(of sender: Int, in thread: Int) -> Int {
    clients(of: thread) - (sender % load.threads == thread ? 1 : 0)
  }

  /// How many deliveries a thread sees where each sender has sent so many messages.
  func deliveries(of sent: [Int], in thread: Int) -> Int {
    sent.indices.reduce(0) { $0 + sent[$1] * receivers(of: $1, in: thread) }
  }
}
