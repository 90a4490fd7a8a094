/// What a terminal's user did: a key, a paste, something with the mouse.
package enum Key: Hashable, Sendable {
  /// A character of one scalar, no control character. Its combining marks come as characters of their own,
  /// since a cluster would hang on how the bytes were split.
  case character(Character)
  /// A letter of `a` to `z`, or one of `@`, `\`, `]`, `^`, `_`, with Ctrl. `h`, `j`: bytes 8 and 10; `i` and
  /// `m` come as `tab` and `enter`, `[` as `escape`.
  case control(Character)
  /// A character of one scalar with Alt.
  case alt(Character)
  /// Enter, also that of the number block.
  case enter
  /// Enter with Alt; also with Shift or Ctrl, where a terminal tells those apart.
  case altEnter
  /// Tab.
  case tab
  /// Tab with Shift.
  case backTab
  /// Backspace.
  case backspace
  /// Backspace with Alt; also with Ctrl, where a terminal tells that apart.
  case altBackspace
  /// The keys that have these names, whatever is held down with them.
  case delete, insert, escape, up, down, left, right, home, end, pageUp, pageDown
  /// Left with Ctrl or Alt.
  case wordLeft
  /// Right with Ctrl or Alt.
  case wordRight
  /// F1 and so on, counted as terminfo does: with Shift 12 more, with Ctrl 24 more.
  case function(Int)
  /// All of a bracketed paste at once.
  case paste(Paste)
  /// A button or the wheel of the mouse, where the screen has it reported.
  case mouse(MouseEvent)
  /// Whether the terminal has the focus from now on.
  case focus(Bool)
}
