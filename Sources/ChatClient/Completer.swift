import Wire

/// Completes what one types: names behind `@`, commands behind `#`. Asked again and again it goes round what
/// fits; anything typed in between begins anew.
package struct Completer: Sendable {
  /// One round: what stands around the word, and what the word can become.
  private struct Round {
    let front: String
    let back: String
    let candidates: [String]
    var index: Int
  }

  private let language: Language
  private var round: Round?
  /// What was answered last.
  private var answer: (text: String, cursor: Int)?

  /// Completes commands of this language, and of the other where they alone fit.
  package init(_ language: Language) {
    self.language = language
  }

  /// Completes the word that ends at the cursor, which is counted in characters, as is the new one; nil where
  /// nothing fits. `backward` goes round the other way. `names` are those that can be addressed, the
  /// likeliest first (`Transcript.addressees`). An empty text becomes a private message to the first of them.
  package mutating func complete(
    _ text: String, cursor: Int, backward: Bool, names: [String]
  ) -> (text: String, cursor: Int)? {
    if var round, let answer, answer == (text, cursor) {
      let count = round.candidates.count
      round.index = (round.index + (backward ? count - 1 : 1)) % count
      return choose(round)
    }
    let end = text.index(text.startIndex, offsetBy: max(0, cursor), limitedBy: text.endIndex) ?? text.endIndex
    let front = text[..<end]
    let word = front.suffix(while: { !$0.isWhitespace })
    let candidates = candidates(for: String(word), behind: front[..<word.startIndex], text, names)
    guard !candidates.isEmpty else {
      round = nil
      answer = nil
      return nil
    }
    return choose(
      Round(
        front: String(front[..<word.startIndex]), back: String(text[end...]), candidates: candidates,
        index: backward ? candidates.count - 1 : 0))
  }

  private mutating func choose(_ round: Round) -> (text: String, cursor: Int) {
    let candidate = round.candidates[round.index]
    // A blank that is there already is not doubled; the cursor goes behind it all the same.
    let isDoubled = candidate.last == " " && round.back.first == " "
    let front = round.front + (isDoubled ? String(candidate.dropLast()) : candidate)
    let chosen = (text: front + round.back, cursor: front.count + (isDoubled ? 1 : 0))
    self.round = round
    answer = chosen
    return chosen
  }

  private func candidates(
    for word: String, behind front: Substring, _ text: String, _ names: [String]
  ) -> [String] {
    if text.isEmpty { return names.map { "@\($0) " } }
    if word.hasPrefix("@") { return Self.fitting(word.dropFirst(), names).map { "@\($0) " } }
    if word.hasPrefix("#"), front.isEmpty { return commands(word) }
    // Behind #ignorar and #expulsar stands a name without a mark.
    let command = front.prefix { !$0.isWhitespace }
    if front.dropFirst(command.count).allSatisfy(\.isWhitespace), Self.takesName(command) {
      return Self.fitting(word[...], names)
    }
    return []
  }

  /// The names that begin so, whatever the case of their letters.
  private static func fitting(_ beginning: Substring, _ names: [String]) -> [String] {
    let key = Name(stored: Array(beginning.utf8)).key
    return names.filter { Name(stored: Array($0.utf8)).key.starts(with: key) }
  }

  private func commands(_ word: String) -> [String] {
    let typed = word.lowercased()
    let own = Self.commands(in: language).filter { $0.hasPrefix(typed) }
    guard own.isEmpty else { return own }
    return Language.allCases.filter { $0 != language }.flatMap(Self.commands).filter { $0.hasPrefix(typed) }
  }

  /// With a blank behind those that take something.
  private static func commands(in language: Language) -> [String] {
    [Command.who, .history, .help].map { $0.name(in: language) + ($0 == .history ? " " : "") }
      + [HideCommand.name(in: language) + " "]
      + [Command.leave, .keys].map { $0.name(in: language) }
      + [Command.adopt, .remove, .kick, .ban, .pardon].map { $0.name(in: language) + " " }
  }

  private static func takesName(_ command: Substring) -> Bool {
    Command.named(Array(command.utf8)[...]) == .kick || HideCommand(Array(command.utf8)) != nil
  }
}

extension Substring {
  /// The end of it as far back as all characters are such.
  fileprivate func suffix(while isWanted: (Character) -> Bool) -> Substring {
    var start = endIndex
    while start > startIndex, isWanted(self[index(before: start)]) { start = index(before: start) }
    return self[start...]
  }
}
