/// Those who want to take up a session that is not known here, or not as they need it: they may come from
/// another node, and this one may not have folded yet what was committed there. They wait for a renewal of
/// the lease that is submitted after they came: what is folded when it comes back decides. One renewal at a
/// time is under way, whoever waits. Owned by the journal thread.
struct Latecomers {
  private var waiting: [Attachment] = []
  private var expected: [Attachment] = []

  /// Another one waits, for the next renewal.
  mutating func append(_ attachment: Attachment) { waiting.append(attachment) }

  /// The renewal is under way for which all who waited until now were waiting.
  mutating func renewalIsUnderWay() {
    expected.append(contentsOf: waiting)
    waiting = []
  }

  /// The renewal that was under way has its answer: takes out those who waited for it.
  mutating func takeExpected() -> [Attachment] {
    defer { expected = [] }
    return expected
  }

  /// Takes out all.
  mutating func takeAll() -> [Attachment] {
    defer { self = Latecomers() }
    return expected + waiting
  }
}
