/// What a message of papo-bench says about itself, so that its arrival can be checked and timed:
/// `~b~KIND SENDER NUMBER NANOSECONDS xxx$`, as long as the run's texts are to be.
package struct MessageMark: Equatable, Sendable {
  /// What a message is for.
  package enum Kind: UInt8, Sendable {
    /// Public, and counted.
    case message = 0x4d
    /// Public, and only to show that it reaches everybody.
    case probe = 0x50
    /// Private, to be answered.
    case ping = 0x52
    /// Private, the answer to a ping, with its number and its time.
    case pong = 0x72
  }

  /// The shortest text: room for 5 digits of sender, 10 of number and 19 of time.
  package static let minimumTextBytes = 48
  /// What begins a mark. No notice of a server has it in it.
  static let opening: [UInt8] = Array("~b~".utf8)
  private static let space = UInt8(ascii: " ")
  private static let filler = UInt8(ascii: "x")
  private static let closing = UInt8(ascii: "$")

  package var kind: Kind
  /// The number of the client that sent it.
  package var sender: Int
  /// Rises by one from 0 for each sender.
  package var number: Int
  /// When it was sent, or was due, by `Clock.monotonicNanoseconds`.
  package var sentAt: Int64

  package init(kind: Kind, sender: Int, number: Int, sentAt: Int64) {
    self.kind = kind
    self.sender = sender
    self.number = number
    self.sentAt = sentAt
  }

  /// Appends a text of `textBytes` bytes, at least `minimumTextBytes`.
  package func append(to output: inout [UInt8], textBytes: Int) {
    let end = output.count + textBytes - 1
    output.append(contentsOf: Self.opening)
    output.append(kind.rawValue)
    for field in [Int64(sender), Int64(number), sentAt] {
      output.append(Self.space)
      output.append(decimal: field)
    }
    output.append(Self.space)
    precondition(output.count <= end, "a text without room for its mark")
    while output.count < end { output.append(Self.filler) }
    output.append(Self.closing)
  }

  /// Reads a whole text, each byte of it; nil where it is not as `append` makes it.
  @inline(__always)
  package init?(_ text: Span<UInt8>) {
    var at = Self.opening.count + 1
    guard text.count >= Self.minimumTextBytes, Self.begins(text), let kind = Kind(rawValue: text[at - 1]),
      let sender = Self.field(of: text, &at), let number = Self.field(of: text, &at),
      let sentAt = Self.field(of: text, &at), text[at] == Self.space,
      text[text.count - 1] == Self.closing
    else { return nil }
    var difference: UInt8 = 0
    for index in at + 1..<text.count - 1 { difference |= text[index] ^ Self.filler }
    guard difference == 0 else { return nil }
    self.init(kind: kind, sender: sender, number: number, sentAt: Int64(sentAt))
  }

  @inline(__always)
  private static func begins(_ text: Span<UInt8>) -> Bool {
    text[0] == UInt8(ascii: "~") && text[1] == UInt8(ascii: "b") && text[2] == UInt8(ascii: "~")
  }

  /// A blank and the digits after it.
  @inline(__always)
  private static func field(of text: Span<UInt8>, _ at: inout Int) -> Int? {
    guard text[at] == space else { return nil }
    at += 1
    return text.decimal(at: &at)
  }
}
