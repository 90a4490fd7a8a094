extension MemberList {
  /// A line that holds no key pin, but something else.
  package struct BadLine: Error, Equatable {
    /// Counted from 1.
    package let number: Int
  }
}
