/// Files of /proc with a field a line, `Name:   123 kB`, as smaps_rollup and status are.
package enum MemoryFields {
  /// The kibibytes of a field; nil where it is not there.
  package static func kibibytes(_ name: String, in text: String) -> Int? {
    for line in text.split(separator: "\n") where line.hasPrefix(name + ":") {
      let words = line.dropFirst(name.count + 1).split(whereSeparator: { $0 == " " || $0 == "\t" })
      guard words.count == 2, words[1] == "kB" else { return nil }
      return Int(words[0])
    }
    return nil
  }
}
