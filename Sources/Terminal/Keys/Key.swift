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
  case enter
  /// Enter with Alt; also with Shift or Ctrl, where a terminal tells those apart.
  case altEnter
  case tab
  case backTab
  case backspace
  /// Backspace with Alt; also with Ctrl, where a terminal tells that apart.
  case altBackspace
  case delete
  case insert
  case escape
  case up
  case down
  case left
  case right
  case home
  case end
  case pageUp
  case pageDown
  /// Left with Ctrl or Alt.
  case wordLeft
  /// Right with Ctrl or Alt.
  case wordRight
  /// F1 and so on, counted as terminfo does: with Shift 12 more, with Ctrl 24 more.
  case function(Int)
  /// All of a bracketed paste at once.
  case paste(Paste)
  case mouse(MouseEvent)
  /// Whether the terminal has the focus from now on.
  case focus(Bool)
}
