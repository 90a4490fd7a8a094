import CUnicode

/// Looks through many bytes at a time, for what each message passes.
enum ByteSearch {
  /// The place of the first byte from `start` on that is `one` or `other`.
  static func first(_ one: UInt8, or other: UInt8, in bytes: Span<UInt8>, from start: Int = 0) -> Int? {
    let found = unsafe bytes.extracting(start...).withUnsafeBufferPointer {
      unsafe cunicode_first($0.baseAddress, $0.count, one, other)
    }
    return found < 0 ? nil : start + found
  }

  /// Whether all bytes are 0x20 to 0x7E.
  static func isPrintableASCII(_ bytes: Span<UInt8>) -> Bool {
    unsafe bytes.withUnsafeBufferPointer { unsafe cunicode_is_printable_ascii($0.baseAddress, $0.count) }
  }
}
