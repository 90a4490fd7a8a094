extension FuzzTarget {
  /// The client's side of a conversation; its steps are those of `FuzzedTalk`.
  static let conversation = FuzzTarget("conversation") { bytes in
    var talk = FuzzedTalk()
    for step in bytes.split(separator: UInt8(ascii: "\n")) { _ = try talk.take(step) }
  }
}
