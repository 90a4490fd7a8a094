/// What one run against one server measured: a line of JSON, and a row of every table.
package struct RunResult: Codable, Equatable, Sendable {
  /// What the server is called.
  package var label: String
  /// The name of the set of figures that the run belongs to ("fan1000x10"); nil for a run of its own.
  package var suite: String?
  package var load: Load

  // Whether it can be believed.

  /// Whether everybody came in and nothing that was to come was still missing when the run ended.
  package var isComplete: Bool
  /// Deliveries that never came.
  package var lost = 0
  /// Deliveries that came again.
  package var duplicated = 0
  /// Deliveries that came before an earlier one of the same sender.
  package var reordered = 0
  /// Lines that carry our mark and are not what was sent.
  package var malformed = 0
  /// Connections that the server ended.
  package var disconnected = 0
  /// Lines that were neither accepted nor refused (`numbered`).
  package var unacknowledged = 0

  // What it did.

  /// Deliveries (`fanout`, `paced`), round trips (`private`), cycles (`handshake`), connections (`idle`),
  /// sessions that came back (`resume`).
  package var units = 0
  package var unitsPerSecond = 0.0
  /// The server's CPU time, user and system, all threads; nil where its process is not known.
  package var serverMicrosecondsPerUnit: Double?
  /// Processors' worth of work: 1 is one processor all the time.
  package var serverUtilization: Double?
  /// The same of papo-bench. Near 1 a thread with the server well below, the load is the limit: then the
  /// server's cost a unit is to be trusted alone.
  package var loadUtilization = 0.0
  /// From when a message was sent (`paced`: was due) to its arrival at a receiver; `handshake`: from
  /// connecting to having entered; `resume`: from connecting to having caught up.
  package var latency: LatencySummary?
  /// `fanout`: from when a message was sent to its arrival at the last receiver; `handshake`: from connecting
  /// to the server's end of the connection.
  package var completion: LatencySummary?

  // What connections cost.

  /// From the first connect to the last entering.
  package var connectSeconds: Double?
  /// The server's CPU time a newcomer, its handshake and everyone's being told included.
  package var joinMicroseconds: Double?
  /// The server's memory a connection (Rss and Pss of /proc/PID/smaps_rollup, proc(5)), against before the
  /// first one.
  package var residentKibibytesPerConnection: Double?
  package var proportionalKibibytesPerConnection: Double?
  /// The server's whole resident memory at the end.
  package var residentKibibytes: Double?
  /// The most it had at any time; `resume`: how much more that was, while everyone came back, than what it
  /// had just before.
  package var peakKibibytes: Double?
  /// The server's CPU time a second while nobody says anything (`idle`).
  package var idleUtilization: Double?

  /// As the server's end of the connection says.
  package var cipherSuite: String?

  package init(label: String, load: Load, isComplete: Bool) {
    self.label = label
    self.load = load
    self.isComplete = isComplete
  }

  /// Whether nothing is wrong with what arrived.
  package var isClean: Bool {
    isComplete && lost == 0 && duplicated == 0 && reordered == 0 && malformed == 0 && disconnected == 0
      && unacknowledged == 0
  }
}
