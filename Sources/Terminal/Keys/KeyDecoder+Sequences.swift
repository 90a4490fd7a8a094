/// What comes behind an ESC.
extension KeyDecoder {
  mutating func takeAfterEscape(_ byte: UInt8, _ keys: inout [Key]) {
    switch byte {
    case Self.escape:
      if isMeta { keys.append(.escape) }
      isMeta = true
    case _ where table[[Self.escape, byte]] != nil:
      end(table.key(of: [Self.escape, byte], isMeta: isMeta), &keys)
    case UInt8(ascii: "["), UInt8(ascii: "O"):
      sequence.append(byte)
      state = .sequence
    case _ where KeyTable.isStringIntroducer(byte):
      sequence.append(byte)
      state = .string
    default:
      if isMeta { keys.append(.escape) }
      reset()
      isAlt = true
      takeCharacter(byte, &keys)
    }
  }

  mutating func takeInSequence(_ byte: UInt8, _ keys: inout [Key]) {
    guard KeyTable.isInner(byte) || KeyTable.isFinal(byte) else {
      // A sequence that is broken off, by the next one or by a key such as Ctrl-C.
      giveUp(&keys)
      return take(byte, &keys)
    }
    if sequence.count < Self.maximumSequenceBytes { sequence.append(byte) } else { swallowed += 1 }
    if KeyTable.isInner(byte) {
      if byte == UInt8(ascii: "$"), let key = table[sequence] { return end(key, &keys) }
      if swallowed > Self.maximumSwallowedBytes { reset() }
      return
    }
    if swallowed > 0 { return reset() }
    if sequence == Self.pasteBegins {
      reset()
      state = .paste(PasteCollector(maximumBytes: Self.maximumPasteBytes))
    } else if byte == UInt8(ascii: "["), sequence.count == 3, sequence[1] == byte {
      state = .linuxFunction
    } else if sequence == Self.oldMouse, table[sequence] == nil {
      state = .oldMouse
    } else {
      end(table.key(of: sequence, isMeta: isMeta), &keys)
    }
  }

  mutating func takeOldMouse(_ byte: UInt8, _ keys: inout [Key]) {
    // 0 stands for places that such a report has no number for.
    guard byte >= 0x20 || byte == 0 else {
      giveUp(&keys)
      return take(byte, &keys)
    }
    sequence.append(byte)
    guard sequence.count == Self.oldMouse.count + 3 else { return }
    let numbers = sequence.suffix(3).map { Int($0) - 0x20 }
    let event = MouseEvent(code: numbers[0], column: numbers[1], row: numbers[2], isRelease: false)
    end(numbers[0] < 0 ? nil : event.map { .mouse($0) }, &keys)
  }

  mutating func takeInString(_ byte: UInt8, _ keys: inout [Key]) {
    switch byte {
    case Self.escape: state = .stringEscape
    // BEL ends a string as ST does, by xterm; CAN and SUB cancel it, by the VT100.
    case 0x07, 0x18, 0x1A: reset()
    case 0..<0x20:
      giveUp(&keys)
      take(byte, &keys)
    default:
      swallowed += 1
      if swallowed > Self.maximumSwallowedBytes { reset() }
    }
  }
}
