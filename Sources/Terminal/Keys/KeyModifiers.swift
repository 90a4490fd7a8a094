/// Keys held down together with another.
struct KeyModifiers: OptionSet {
  let rawValue: Int

  static let shift = KeyModifiers(rawValue: 1)
  static let alt = KeyModifiers(rawValue: 2)
  static let control = KeyModifiers(rawValue: 4)

  init(rawValue: Int) { self.rawValue = rawValue }

  /// Of a sequence's parameter, 1 more than the bits (XTerm Control Sequences, "PC-Style Function Keys").
  /// What lies beyond Ctrl (Meta, Super, locks) does not matter here.
  init(parameter: Int) {
    self.init(rawValue: max(0, parameter - 1) & 7)
  }

  /// The key with these held down; nil where that is none.
  func applied(to key: Key) -> Key? {
    switch key {
    case .left where !isDisjoint(with: [.alt, .control]): .wordLeft
    case .right where !isDisjoint(with: [.alt, .control]): .wordRight
    case .enter where !isEmpty: .altEnter
    case .tab where contains(.shift): .backTab
    case .backspace where !isDisjoint(with: [.alt, .control]): .altBackspace
    case .function(let number): functionOffset.map { .function(number + $0) }
    case .character(let character): applied(to: character)
    default: key
    }
  }

  /// What xterm's terminfo entry (kf13 to kf63) adds to the number of a function key.
  private var functionOffset: Int? {
    switch self {
    case []: 0
    case .shift: 12
    case .control: 24
    case [.control, .shift]: 36
    case .alt: 48
    case [.alt, .shift]: 60
    default: nil
    }
  }

  private func applied(to character: Character) -> Key? {
    if contains(.control) {
      let letter = Character(character.lowercased())
      return Self.controlled.contains(letter) ? .control(letter) : nil
    }
    if contains(.alt) { return .alt(character) }
    guard contains(.shift), let upper = character.uppercased().first, character.uppercased().count == 1 else {
      return .character(character)
    }
    return .character(upper)
  }

  private static let controlled = Set("abcdefghijklmnopqrstuvwxyz@\\]^_")
}
