@testable import Wire

/// The bytes of a string.
func utf8(_ string: String) -> [UInt8] { Array(string.utf8) }

/// What `append` appends, as a string.
func rendered(_ append: (inout [UInt8]) -> Void) -> String {
  var output: [UInt8] = []
  append(&output)
  return String(decoding: output, as: UTF8.self)
}

/// The scalars of the values given.
func scalars(_ values: some Sequence<UInt32>) -> [Unicode.Scalar] { values.compactMap(Unicode.Scalar.init) }
