import TLS

// The key that the server says it will have next. Whoever says so has proved to hold the present one.
extension Conversation {
  /// Takes an announcement; what is no pin is none.
  mutating func takeNextKey(_ text: String) {
    guard let pin = PublicKeyPin(parsing: text) else { return }
    if isInRoom { tell(nextKey: pin) } else { welcomedNextPin = pin }
  }

  /// A welcome that has named no next key says that there is none.
  mutating func endWelcome() {
    tell(nextKey: welcomedNextPin)
  }

  private mutating func tell(nextKey pin: PublicKeyPin?) {
    guard pin != nextPin, nextKeysTold < Self.maximumNextKeys else { return }
    nextKeysTold += 1
    nextPin = pin
    events.append(.nextKey(pin))
  }
}
