/// First in, first out, in constant time on average.
struct Queue<Element> {
  /// Nil where the element was removed: what it held on to is let go at once, not when the array is
  /// compacted.
  private var elements: [Element?] = []
  private var head = 0

  var isEmpty: Bool { head == elements.count }
  var count: Int { elements.count - head }
  var first: Element? { isEmpty ? nil : self[0] }

  /// The element at this place, counted from the first, which must be there.
  subscript(index: Int) -> Element { elements[head + index]! }

  mutating func append(_ element: Element) { elements.append(element) }

  mutating func removeFirst() {
    elements[head] = nil
    head += 1
    if head == elements.count {
      // A burst's storage is given back: most queues are empty most of the time.
      elements = []
      head = 0
    } else if head > 32, head > elements.count / 2 {
      elements.removeFirst(head)
      head = 0
    }
  }

  mutating func removeAll() {
    elements = []
    head = 0
  }
}
