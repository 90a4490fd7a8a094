import Wire

/// `#ignorar` (`#ignore`), which hides people on one's own screen and is never sent.
struct HideCommand: Equatable {
  /// Its name, with the `#`.
  static func name(in language: Language) -> String {
    switch language {
    case .portuguese: "#ignorar"
    case .english: "#ignore"
    }
  }

  /// The name behind it, without a leading `@`; nil where there is none.
  let argument: String?

  /// Nil for anything but this command, in either language and whatever the case of its letters.
  init?(_ line: [UInt8]) {
    // Blanks before it make it no command.
    guard line.first == UInt8(ascii: "#") else { return nil }
    let words = Dialogue.trimmed(String(decoding: line, as: UTF8.self))
    let command = words.prefix { !$0.isWhitespace }
    guard Language.allCases.contains(where: { Self.name(in: $0) == command.lowercased() }) else { return nil }
    let rest = Dialogue.trimmed(String(words[command.endIndex...]))
    argument = rest.isEmpty ? nil : rest.hasPrefix("@") ? String(rest.dropFirst()) : rest
  }
}
