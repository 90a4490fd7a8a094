extension [UInt8] {
  /// A copy; for the few bytes that must outlive the memory they stand in.
  init(copying bytes: Span<UInt8>) {
    self = []
    reserveCapacity(bytes.count)
    for index in bytes.indices { append(bytes[index]) }
  }
}
