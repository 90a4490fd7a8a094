import ChatClient
import Terminal

// What keys do.
extension ChatScreen {
  /// How far one notch of the wheel scrolls, in rows.
  static let wheelRows = 3

  /// Takes a key, at a time in milliseconds of the clock that never goes back.
  package mutating func press(_ key: Key, at now: Int64) {
    switch key {
    case .focus(let isFocused): focus(isFocused)
    case .mouse(let event): take(event, at: now)
    case .paste(let paste): take(paste)
    case .control("l"): effects.append(.redraw)
    case .control("z"): effects.append(.suspend)
    case .control("c"): interrupt(at: now)
    case .function(1): toggleHelp()
    case .function(2): togglePeople()
    case .function(3):
      usesMouse.toggle()
      effects.append(.useMouse(usesMouse))
      dialogue.remark(wording.mouse(isOn: usesMouse))
    default:
      if confirmation != nil {
        answer(Self.isYes(key), at: now)
      } else if !pressForHelp(key) {
        pressForField(key, at: now)
      }
    }
    follow(at: now)
    if isReading { isUnreadSeen = true }
  }

  /// Asks below the messages, which are therefore to be seen to their end.
  private mutating func ask(_ question: Confirmation) {
    confirmation = question
    help = nil
    pane.scrollToBottom()
  }

  /// A button, or a key, answers what the screen asks.
  mutating func answer(_ isYes: Bool, at now: Int64) {
    let asked = confirmation
    confirmation = nil
    guard isYes else { return }
    switch asked {
    case .leave: dialogue.leave(at: now)
    case .split(let parts): send(parts)
    case nil: break
    }
  }

  /// Enter, or the button of that meaning.
  mutating func enter(at now: Int64) {
    switch dialogue.question {
    case .nothing: break
    case .name, .trust, .stranger:
      dialogue.say(field.text)
      field.set("")
    case .line: enterText()
    }
  }

  /// What was typed is a message, or several, or a command.
  private mutating func enterText() {
    var text = field.text
    while text.last?.isNewline == true { text.removeLast() }
    guard text.contains(where: { !$0.isWhitespace }) else { return field.set("") }
    if MessageSplitter.needsSplitting(text) {
      ask(.split(MessageSplitter.parts(of: text)))
    } else {
      send([text])
    }
  }

  /// Sends the texts, which stood in the field.
  private mutating func send(_ texts: [String]) {
    history.add(field.text)
    field.set("")
    outbox += texts
    forgetUnread()
    pane.scrollToBottom()
  }

  /// Ctrl-C: takes back the nearest thing there is to take back, and in the end the person's being here.
  private mutating func interrupt(at now: Int64) {
    if isLeaving || confirmation == .leave {
      confirmation = nil
      dialogue.leave(at: now)
    } else if confirmation != nil {
      confirmation = nil
    } else if help != nil {
      help = nil
    } else if !field.isEmpty {
      field.clear()
    } else {
      ask(.leave)
    }
  }

  /// Ctrl-D on an empty field: the end of the input, as everywhere in a terminal.
  private mutating func endInput(at now: Int64) {
    switch dialogue.question {
    case .trust: return dialogue.endInput(at: now)
    // It is the answer that sends nothing.
    case .stranger: return enter(at: now)
    case .name, .line, .nothing: break
    }
    if unanswered > 0 && !isLeaving { ask(.leave) } else { dialogue.leave(at: now) }
  }

  private mutating func pressForField(_ key: Key, at now: Int64) {
    switch key {
    case .enter: enter(at: now)
    case .tab: complete(backward: false)
    case .backTab: complete(backward: true)
    case .control("d") where field.isEmpty: endInput(at: now)
    case .pageUp:
      pane.scrollPages(-1)
      reachForOlder()
    case .pageDown: pane.scrollPages(1)
    case .home where field.isEmpty:
      pane.scrollToTop()
      reachForOlder()
    case .end where field.isEmpty: pane.scrollToBottom()
    case .up, .control("p"):
      if !field.press(.up), let text = history.previous(from: field.text) { field.set(text) }
    case .down, .control("n"): if !field.press(.down), let text = history.next() { field.set(text) }
    default: _ = field.press(key)
    }
  }

  /// Where there is no room for the column, the people are listed among the messages.
  private mutating func togglePeople() {
    let presence = dialogue.transcript.presence
    if size.columns >= ScreenLayout.narrowestForPeople {
      showsPeople = layout.people == nil
    } else if presence.count > 0 {
      dialogue.remark(wording.here(dialogue.transcript.marked(presence.names), presence.count))
    }
  }

  private mutating func complete(backward: Bool) {
    guard dialogue.question == .line else { return }
    let names = dialogue.transcript.addressees
    let completed = completer.complete(
      field.text, cursor: field.cursor, backward: backward, names: names)
    if let completed { field.set(completed.text, cursor: completed.cursor) }
  }

  private mutating func take(_ paste: Paste) {
    confirmation = nil
    help = nil
    switch paste.missing {
    case .nothing: if !field.insert(paste.text) { dialogue.remark(wording.pasteTooLong) }
    case .tooLong: dialogue.remark(wording.pasteTooLong)
    case .brokenOff: dialogue.remark(wording.pasteBrokenOff)
    }
  }

  private mutating func focus(_ isFocused: Bool) {
    // What is seen when one looks away has been read.
    if !isFocused, isReading { forgetUnread() }
    self.isFocused = isFocused
  }

  private static func isYes(_ key: Key) -> Bool {
    if case .character(let letter) = key { Wording.isYes(String(letter)) } else { false }
  }
}
