extension Mode {
  /// What is counted, with its plural.
  package var unit: (one: String, many: String) {
    switch self {
    case .fanout, .paced: ("delivery", "deliveries")
    case .private: ("round trip", "round trips")
    case .idle: ("newcomer", "connections")
    case .handshake: ("cycle", "cycles")
    case .resume: ("session", "sessions")
    }
  }

  /// Whether a server that is faster is asked for more, so that a second's worth is what it can do.
  package var isClosedLoop: Bool {
    switch self {
    case .fanout, .private, .handshake: true
    case .paced, .idle, .resume: false
    }
  }
}
