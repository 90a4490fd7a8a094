import ChatClient
import TLS
import Terminal

@testable import ChatScreen

extension FuzzTarget {
  /// The whole of one person's client but for its socket and its terminal: steps as in `FuzzedTalk`, what is
  /// typed behind a `K`, another size of the terminal behind a `Z`.
  static let screen = FuzzTarget("screen") { bytes in
    var talk = FuzzedTalk()
    var keys = KeyDecoder()
    var dialogue = Dialogue(.screen, trust: trust, wording: Wording(.english), hasName: false)
    dialogue.tick(at: 0, wall: 1_795_456_800_000)
    var screen = ChatScreen(dialogue, size: Size(columns: 60, rows: 12), isQuiet: false)
    for step in bytes.split(separator: UInt8(ascii: "\n")) {
      switch step.first {
      case UInt8(ascii: "K"):
        for key in keys.decode(step.dropFirst(), at: talk.now) { screen.press(key, at: talk.now) }
      case UInt8(ascii: "Z"):
        let sides = step.dropFirst().prefix(2).map { Int($0) % 100 } + [0, 0]
        screen.resize(to: Size(columns: sides[0], rows: sides[1]))
        try check(screen.picture())
      // The screen alone says lines: two would give them the same ids.
      case UInt8(ascii: "S"): break
      default:
        for event in try talk.take(step) { screen.take(event, at: talk.now) }
      }
      try obey(&screen, &talk)
      screen.dialogue.tick(at: talk.now, wall: 1_795_456_800_000 + talk.now)
    }
    try check(screen.picture())
    for words in screen.lastWords { try hold(!Obeyed.isIn(words), "last words that a terminal obeys") }
    for entry in screen.dialogue.transcript.entries { try check(entry) }
  }

  private static let trust = Trust(
    .local, pins: [PublicKeyPin(parsing: "sha256//" + String(repeating: "A", count: 43) + "=")!])

  /// What the person decides may have events of its own.
  private static func obey(_ screen: inout ChatScreen, _ talk: inout FuzzedTalk) throws {
    _ = screen.takeEffects()
    var commands = screen.dialogue.takeCommands()
    while !commands.isEmpty {
      for command in commands {
        for event in try talk.obey(command) { screen.take(event, at: talk.now) }
      }
      commands = screen.dialogue.takeCommands()
    }
  }

  private static func check(_ picture: Canvas) throws {
    for row in picture.text { try hold(!Obeyed.isIn(row), "a picture that a terminal obeys") }
  }

  private static func check(_ entry: TranscriptEntry) throws {
    for line in Wording(.english).lines(of: entry) + entry.typed {
      try hold(!Obeyed.isIn(line), "a line that a terminal obeys")
    }
  }
}
