/// What the keys do.
extension InputField {
  /// Does what an editing key means; false for a key that is none, for Up and Down where there is no row
  /// above or below, and for Ctrl-D in an empty field. Home, End, Ctrl-A, E, K and U go by lines, not by
  /// rows.
  package mutating func press(_ key: Key) -> Bool {
    let before = (goal, joinsKill)
    goal = nil
    joinsKill = false
    if edit(key, joining: before.1, goal: before.0) { return true }
    (goal, joinsKill) = before
    return false
  }

  private mutating func edit(_ key: Key, joining: Bool, goal: Int?) -> Bool {
    switch key {
    case .character(let character): insert(String(character))
    case .altEnter: insert("\n")
    case .left, .control("b"): offset = characterBefore
    case .right, .control("f"): offset = characterAfter
    case .home, .control("a"): offset = lineStart
    case .end, .control("e"): offset = lineEnd
    case .wordLeft, .alt("b"), .alt("B"): offset = wordStart(Self.isOfWord)
    case .wordRight, .alt("f"), .alt("F"): offset = wordEnd(Self.isOfWord)
    case .backspace, .control("h"): remove(characterBefore..<offset)
    case .control("d") where isEmpty: return false
    case .delete, .control("d"): remove(offset..<characterAfter)
    // At the end of a line its line feed goes, at the beginning the one before: so the same key goes on.
    case .control("k"): kill(offset..<(lineEnd > offset ? lineEnd : characterAfter), joining)
    case .control("u"): kill((lineStart < offset ? lineStart : characterBefore)..<offset, joining)
    case .control("w"): kill(wordStart(Self.isSeen)..<offset, joining)
    case .altBackspace: kill(wordStart(Self.isOfWord)..<offset, joining)
    case .alt("d"), .alt("D"): kill(offset..<wordEnd(Self.isOfWord), joining)
    case .control("y"): insert(killed)
    case .up: return moveRows(-1, goal)
    case .down: return moveRows(1, goal)
    default: return false
    }
    return true
  }

  /// Kills that come one after the other make one text, in the order that it was in.
  private mutating func kill(_ range: Range<Int>, _ joining: Bool) {
    let isBackward = range.upperBound == offset
    let part = String(text[index(range.lowerBound)..<index(range.upperBound)])
    if !part.isEmpty {
      killed = joining ? (isBackward ? part + killed : killed + part) : part
      remove(range)
      joinsKill = true
    } else {
      joinsKill = joining
    }
  }
}
