import ChatClient
import Terminal
import Wire

// What is asked, and the field that answers it.
extension ChatScreen {
  /// What is asked below the messages, a line each.
  func questionLines() -> [String] {
    switch confirmation {
    case .leave: return [wording.leaveQuestion(unanswered: unanswered)]
    case .split(let parts): return [wording.splitQuestion(parts.count)]
    case nil: break
    }
    switch dialogue.question {
    case .name: return [wording.nameQuestion]
    case .trust: return wording.trustQuestion
    case .stranger(let stranger):
      return wording.strangerQuestion(stranger).map(Sanitizer.displaySafe)
    case .nothing, .line: return []
    }
  }

  /// Keeps what is being typed for the room while the field answers something else.
  mutating func followQuestion() {
    let before = question
    question = dialogue.question
    guard question != before else { return }
    switch (before, question) {
    case (.line, .name), (.line, .stranger):
      // Or Enter would send a half-written message as the answer.
      draft = field.text
      field.set("")
    case (_, .line):
      if let draft { field.set(draft) }
      draft = nil
    default: break
    }
    // What is asked stands below the messages.
    if question != .line { pane.scrollToBottom() }
  }
}
