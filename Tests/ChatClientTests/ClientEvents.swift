import ChatClient

extension [ClientEvent] {
  /// Whether one of them tells what became of a line.
  var haveAnswer: Bool {
    contains { if case .answered = $0 { true } else { false } }
  }
}
