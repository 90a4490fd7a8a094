// ChatScreen: the full screen of one person, made of `ChatClient`, which knows no terminal, and `Terminal`,
// which knows no chat. All of it is values and belongs to the main thread: keys and events go in, pictures
// and effects come out; papo's `ScreenFace` has the descriptors and the clock.

import ChatClient
import Reactor
import Terminal
import Wire

/// What one person sees and does on the full screen.
///
/// Its owner gives it the terminal's size, keys and the link's events, takes `dialogue`'s commands to the
/// link and `takeEffects` to the terminal after each, and shows `picture()` when it suits.
package struct ChatScreen {
  /// What is asked of the person by the screen itself; all else is asked by the dialogue.
  enum Confirmation: Equatable {
    case leave
    case split([String])
  }

  /// At least so long is between two bells, in milliseconds: a flood of messages rings once.
  static let bellMilliseconds: Int64 = 1_000

  /// What is said and done with the server, the transcript with it.
  package var dialogue: Dialogue

  let isQuiet: Bool
  var formatter: EntryFormatter
  var field = InputField()
  var history = InputHistory()
  var completer: Completer
  /// Two blocks an entry, which may have a date above it, and no fewer entries than the transcript has.
  var pane = MessagePane(
    maximumBlocks: 2 * Transcript.standardEntries, maximumBytes: Transcript.maximumBytes)
  var tail: [MessagePane.Block] = []
  /// The help, while it is looked at in place of the messages.
  var help: MessagePane?
  var confirmation: Confirmation?
  /// What was being typed when something had to be asked in between.
  var draft: String?
  /// What the field answers now.
  var question = Dialogue.Question.nothing
  /// Texts that the link has no room for yet, in order.
  var outbox: [String] = []
  var size: Size
  var layout: ScreenLayout
  var people: [StyledText] = []
  /// What the person chose for the column of people; nil where the width decides.
  var showsPeople: Bool?
  var usesMouse = true
  /// True until the terminal says otherwise: one that does not tell is taken to be looked at.
  var isFocused = true
  var effects: [ScreenEffect] = []

  /// When the newest entry was, which says its day.
  var shownTime: LocalTime?
  var run: PresenceRun?
  /// The id of the entry with which the unread messages begin.
  var unreadBlock: Int?
  /// Whether they have been seen since.
  var isUnreadSeen = false
  var generation = 0
  var bellAllowedAt: Int64 = 0

  /// - Parameters:
  ///   - dialogue: one for `.screen`.
  ///   - size: the terminal's.
  ///   - isQuiet: whether no bell is to be rung.
  package init(_ dialogue: Dialogue, size: Size, isQuiet: Bool) {
    let wording = dialogue.transcript.wording
    self.dialogue = dialogue
    self.size = size
    self.isQuiet = isQuiet
    formatter = EntryFormatter(wording: wording)
    formatter.showsTime = size.columns >= EntryFormatter.narrow
    completer = Completer(wording.language)
    layout = ScreenLayout(size, fieldRows: 1, buttonColumns: 0, showsPeople: nil)
    follow(at: 0)
    // Keys and the mouse go by what is seen.
    _ = picture()
  }

  /// What is to be left on standard error when the screen is gone.
  package var lastWords: [String] {
    dialogue.lastWords + outbox.map { Sanitizer.displaySafe(wording.unsent($0)) }
  }

  var wording: Wording { formatter.wording }

  var isLeaving: Bool { dialogue.connection == .stopping }

  /// Whether what comes is seen at once.
  var isReading: Bool { isFocused && help == nil && pane.isAtBottom }

  /// The terminal has another size.
  package mutating func resize(to size: Size) {
    self.size = size
    let showsTime = size.columns >= EntryFormatter.narrow
    guard showsTime != formatter.showsTime else { return }
    formatter.showsTime = showsTime
    showAllAnew()
  }

  /// Takes an event of the link's, at a time in milliseconds of the clock that never goes back.
  package mutating func take(_ event: ClientEvent, at now: Int64) {
    dialogue.take(event)
    follow(at: now)
  }

  /// What the terminal is to do, since the last call.
  package mutating func takeEffects() -> [ScreenEffect] {
    defer { effects.removeAll() }
    return effects
  }
}
