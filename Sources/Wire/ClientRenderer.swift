/// Writes what a client sends in the numbered dialect. What is written parses back to the same `ClientLine`.
package enum ClientRenderer {
  /// `N LINE` and its LF. A ping is `?` and has no number, so `number` is ignored for it.
  ///
  /// A text that begins with `@` or `#` is marked (`@@`, `##`). One that begins with blanks and then `@` or
  /// `#` has no spelling: the server refuses it, and whoever lets a person type must say so.
  package static func append(_ line: ClientLine, number: UInt64, to output: inout [UInt8]) {
    if line == .ping { return NumberedRenderer.appendPing(to: &output) }
    Decimal.append(number, to: &output)
    output.append(.space)
    switch line {
    case .name(let name): output.append(contentsOf: name.bytes)
    case .resume(let token, let sequence):
      appendCommand(.resume, to: &output)
      output.append(.space)
      Base64URL.append(token, to: &output)
      output.append(.space)
      Decimal.append(sequence, to: &output)
    case .say(let text):
      if let first = text.bytes.first, first == .at || first == .hash { output.append(first) }
      LineEscape.appendEscaped(text.bytes, to: &output)
    case .whisper(let name, let text):
      output.append(.at)
      output.append(contentsOf: name.bytes)
      output.append(.space)
      LineEscape.appendEscaped(text.bytes, to: &output)
    case .leave: appendCommand(.leave, to: &output)
    case .who: appendCommand(.who, to: &output)
    case .history(let count, let before):
      appendCommand(.history, to: &output)
      output.append(.space)
      Decimal.append(UInt64(max(0, count)), to: &output)
      if let before {
        output.append(.space)
        output.append(Command.before(in: .portuguese))
        output.append(.space)
        Decimal.append(before, to: &output)
      }
    case .help: appendCommand(.help, to: &output)
    case .adopt(let pin): appendCommand(.adopt, pin, to: &output)
    case .keys: appendCommand(.keys, to: &output)
    case .keysOf(let name): appendCommand(.keys, name.bytes, to: &output)
    case .remove(let pin): appendCommand(.remove, pin, to: &output)
    case .kick(let name, let minutes):
      appendCommand(.kick, name.bytes, to: &output)
      output.append(.space)
      Decimal.append(UInt64(minutes), to: &output)
    case .ban(let subject): appendCommand(.ban, subject, to: &output)
    case .pardon(let subject): appendCommand(.pardon, subject, to: &output)
    case .ping, .nothing: break
    }
    output.append(.lineFeed)
  }

  private static func appendCommand(_ command: Command, to output: inout [UInt8]) {
    output.append(command.name(in: .portuguese))
  }

  private static func appendCommand(_ command: Command, _ argument: [UInt8], to output: inout [UInt8]) {
    appendCommand(command, to: &output)
    output.append(.space)
    output.append(contentsOf: argument)
  }
}
