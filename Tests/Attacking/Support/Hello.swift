/// The beginnings of handshakes.
enum Hello {
  /// The first 100 bytes of a record of 512 that has a ClientHello (RFC 8446, 4.1.2): the server waits for
  /// the others.
  static let half: [UInt8] =
    [0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03] + Array(repeating: 0x5a, count: 89)
}
