import TLS

// What papo-bench says to a server.
extension Language {
  /// What is offered with ALPN; empty: nothing, so that papod speaks its plain dialect.
  var applicationProtocols: [String] { self == .numbered ? [TLSConfiguration.numberedProtocol] : [] }

  /// The longest text that a message may have: papo's own limit (protocol.md), or what is left of the 512
  /// bytes of a line (RFC 2812, 2.3) behind a long prefix.
  package var maximumTextBytes: Int { self == .irc ? 400 : 4_096 }

  /// Whether entering is over as soon as the name is sent. A plain server promises no answer that all servers
  /// of the dialect give.
  var entersWithoutAnswer: Bool { self == .plain }

  /// Appends what one enters with. `number` is that of a numbered line, here and below.
  func appendEntering(_ name: String, number: Int, to output: inout [UInt8]) {
    switch self {
    case .plain: output.append("\(name)\n")
    case .numbered: output.append("\(number) \(name)\n")
    case .irc: output.append("NICK \(name)\r\nUSER \(name) 0 * :bench\r\n")
    }
  }

  /// irc: appends the joining of a channel.
  func appendJoining(_ channel: String, to output: inout [UInt8]) {
    output.append("JOIN \(channel)\r\n")
  }

  /// numbered: appends what takes a session up after `sequence`.
  func appendResuming(_ token: [UInt8], after sequence: Int, number: Int, to output: inout [UInt8]) {
    output.append("\(number) #retomar ")
    output.append(contentsOf: token)
    output.append(" \(sequence)\n")
  }

  /// Appends what stands before a public text, in `channel` where the language has any.
  func appendPublic(in channel: String, number: Int, to output: inout [UInt8]) {
    switch self {
    case .plain: break
    case .numbered: appendNumber(number, to: &output)
    case .irc: output.append("PRIVMSG \(channel) :")
    }
  }

  /// Appends what stands before a private text.
  func appendPrivate(to name: String, number: Int, to output: inout [UInt8]) {
    switch self {
    case .plain: output.append("@\(name) ")
    case .numbered: output.append("\(number) @\(name) ")
    case .irc: output.append("PRIVMSG \(name) :")
    }
  }

  /// Appends the end of a line.
  func appendEnd(to output: inout [UInt8]) {
    if self == .irc { output.append(UInt8(ascii: "\r")) }
    output.append(UInt8(ascii: "\n"))
  }

  /// Appends the answer to a ping.
  func appendPong(_ argument: Span<UInt8>, to output: inout [UInt8]) {
    output.append(self == .irc ? "PONG " : "?")
    for index in argument.indices { output.append(argument[index]) }
    appendEnd(to: &output)
  }

  /// Appends that one leaves.
  func appendLeaving(number: Int, to output: inout [UInt8]) {
    switch self {
    case .plain: output.append("#sair\n")
    case .numbered: output.append("\(number) #sair\n")
    case .irc: output.append("QUIT :bye\r\n")
    }
  }

  private func appendNumber(_ number: Int, to output: inout [UInt8]) {
    output.append(decimal: Int64(number))
    output.append(UInt8(ascii: " "))
  }
}
