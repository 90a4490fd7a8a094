extension NameBook {
  /// A name that belongs to keys.
  package struct Record: Equatable {
    /// As its owner wrote it last.
    package let name: String
    /// When somebody last entered or left under it, in milliseconds since 1970.
    package let lastBorne: Int64
    /// The pins of its keys, from the one on that took it.
    package let pins: [String]
  }
}
