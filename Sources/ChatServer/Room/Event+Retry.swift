import Journal

extension Event {
  /// Whether a departure that could not be stored is still to be: whoever is back is not away.
  func isStillTrue(hasConnection: Bool) -> Bool {
    if case .away = self { return !hasConnection }
    return true
  }
}
