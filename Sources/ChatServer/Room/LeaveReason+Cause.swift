import Journal
import Wire

extension LeaveReason {
  /// The word on the wire for what the journal stores.
  init(_ cause: LeaveCause) {
    self =
      switch cause {
      case .quit: .quit
      case .lost: .lost
      case .slow: .slow
      case .error: .error
      case .kicked: .kicked
      case .shutdown: .shutdown
      }
  }
}
