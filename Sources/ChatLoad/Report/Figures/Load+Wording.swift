extension Load {
  /// What is asked, in words: "200 receivers, 1 sender with 1 message under way, 100 bytes a message, 3 s".
  /// The language is not told, since servers are compared across languages.
  package var wording: String {
    switch mode {
    case .fanout:
      "\(crowd) with \(count(window, "message")) under way\(senders == 1 ? "" : " each"), \(length)"
    case .paced:
      "\(crowd), \(Figure.short(rate)) messages a second in all, \(length)"
    case .private:
      "\(count(receivers, "connection")) in pairs, \(length)"
    case .idle:
      "\(count(receivers, "connection"))"
    case .handshake:
      "\(count(receivers, "connection")) under way at once, \(duration)"
    case .resume:
      "\(count(receivers, "session")), \(textBytes) bytes a message"
    }
  }

  private var crowd: String { "\(count(receivers, "receiver")), \(count(senders, "sender"))" }

  private var length: String { "\(textBytes) bytes a message, \(duration)" }

  private var duration: String {
    "\(seconds == seconds.rounded() ? Figure.fixed(seconds) : Figure.short(seconds)) s"
  }

  private func count(_ number: Int, _ noun: String) -> String {
    "\(Figure.fixed(Double(number))) \(noun)\(number == 1 ? "" : "s")"
  }
}
