/// Something that should hold for all bytes and does not for these.
struct BrokenProperty: Error, CustomStringConvertible {
  let description: String
}

/// Throws unless the condition holds.
func hold(_ condition: Bool, _ words: @autoclosure () -> String) throws(BrokenProperty) {
  guard condition else { throw BrokenProperty(description: words()) }
}
