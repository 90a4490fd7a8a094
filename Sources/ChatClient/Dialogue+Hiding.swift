import Wire

// Hiding people on one's own screen.
extension Dialogue {
  mutating func obey(_ command: HideCommand) {
    let wording = transcript.wording
    guard let argument = command.argument else {
      return tell(words: [wording.hidden(transcript.hidden.map(\.description))])
    }
    guard let name = try? Name(argument) else {
      return show(transcript.take(.refused(code: Refusal.nameMalformed.rawValue, words: ""), at: wall))
    }
    guard transcript.ownName.isEmpty || name != Name(stored: Array(transcript.ownName.utf8)) else {
      return tell(words: [wording.cannotHideOneself])
    }
    switch transcript.toggle(name) {
    case true?: tell(words: [wording.hides(name.description)])
    case false?: tell(words: [wording.shows(name.description)])
    case nil: tell(words: [wording.hidesTooMany])
    }
  }
}
