extension FixedWidthInteger {
  /// A number in ASCII digits alone. The standard library's initialiser also takes a sign, which has no place
  /// in a port or the number of an interface.
  init?(decimal digits: Substring) {
    guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    self.init(digits)
  }
}
