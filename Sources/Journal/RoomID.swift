/// The journal's own random name, made with it: a client that meets another one knows that its sequence
/// numbers mean nothing there.
package struct RoomID: Sendable, Hashable, CustomStringConvertible {
  /// 64 random bits.
  package let value: UInt64

  /// The room of that value.
  package init(_ value: UInt64) { self.value = value }

  /// 16 hexadecimal digits.
  package var description: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
