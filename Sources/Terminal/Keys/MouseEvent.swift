/// Something done with the mouse.
package struct MouseEvent: Hashable, Sendable {
  /// What was done.
  package enum Kind: Hashable, Sendable {
    /// A button went down.
    case press
    /// It went up again.
    case release
    /// The wheel was turned by a notch, away from the user.
    case wheelUp
    /// The wheel was turned by a notch, towards the user.
    case wheelDown
  }

  /// What was done.
  package let kind: Kind
  /// The cell under the pointer; not necessarily one of the screen, when that has just shrunk.
  package let point: Point
  /// 1 left, 2 middle, 3 right; 0 for the wheel, and for a release where the terminal does not say of what.
  package let button: Int

  /// An event at this cell.
  package init(_ kind: Kind, at point: Point, button: Int = 1) {
    self.kind = kind
    self.point = point
    self.button = button
  }
}

extension MouseEvent {
  /// The event of a report (XTerm Control Sequences, "Mouse Tracking"): `code` is the button and the
  /// modifiers, which do not matter here; column and row count from 1. nil for what nobody uses: moving,
  /// the wheel to the side, buttons beyond the third.
  init?(code: Int, column: Int, row: Int, isRelease: Bool) {
    let motion = 32
    let wheel = 64
    let others = 128
    guard column >= 1, row >= 1, code & (motion | others) == 0 else { return nil }
    let point = Point(column: column - 1, row: row - 1)
    let low = code & 3
    if code & wheel != 0 {
      guard low < 2, !isRelease else { return nil }
      self.init(low == 0 ? .wheelUp : .wheelDown, at: point, button: 0)
    } else if isRelease || low == 3 {
      self.init(.release, at: point, button: low == 3 ? 0 : low + 1)
    } else {
      self.init(.press, at: point, button: low + 1)
    }
  }
}
