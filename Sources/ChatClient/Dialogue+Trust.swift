import TLS
import Wire

// Whether to trust the server, and what becomes of its key.
extension Dialogue {
  /// Takes the answer to whether to trust this key: a yes, or the key as it was told by somebody else, whole
  /// or as it is read aloud. To have it compared is safer than to compare.
  mutating func takeAnswer(_ line: InputLines.Line, _ pin: PublicKeyPin) {
    question = .nothing
    guard case .line(let bytes) = line else { return distrust() }
    let answer = Self.trimmed(String(decoding: bytes, as: UTF8.self))
    if let told = SpokenPin(parsing: answer) {
      return told == SpokenPin(pin) ? keep(pin) : distrust(saying: transcript.wording.notThatKey)
    }
    if let told = PublicKeyPin(parsing: answer) {
      return told == pin ? keep(pin) : distrust(saying: transcript.wording.notThatKey)
    }
    if Wording.isYes(answer) { keep(pin) } else { distrust() }
  }

  /// Judges a key that the link has refused.
  mutating func judge(_ pin: PublicKeyPin) {
    // The list of servers may have changed while it was being shown.
    guard nodes.isFacingOne else { return commands.append(.passOver(nodes.facing, pin)) }
    let wording = transcript.wording
    switch trust.judge(pin) {
    case .ask where hasBeenInRoom:
      // A question would keep us from the others, and what is typed for the room would answer it.
      passOver(pin, saying: wording.unvouched(trust.address, pin))
    case .ask:
      tell(words: wording.firstContact(trust.address, pin))
      prompt(wording.trustPrompt)
      question = .trust(pin)
    case .keep: keep(pin)
    case .trusted: tellLink()
    case .refuse: passOver(pin, saying: wording.untrusted(trust.address, pin))
    case .mismatch(let expected, _) where trust.standing == .told:
      passOver(pin, saying: wording.toldOtherwise(trust.address, pin, told: expected))
    case .mismatch(let expected, let firstSeen):
      passOver(
        pin, saying: wording.mismatch(trust.address, pin, expected: expected, firstSeen: firstSeen))
    }
  }

  /// A connection stands with that key, which may be the one that was announced.
  mutating func meet(_ pin: PublicKeyPin) {
    do throws(KnownServersError) {
      guard try nodes.present.meet(pin) else { return }
    } catch {
      // The connection is none the worse for it.
      return tell(words: [transcript.wording.knownServers(error)])
    }
    tell(words: [transcript.wording.keyChanged])
    tellLink()
  }

  /// The server has announced its next key, or that there is none.
  mutating func keepNext(_ pin: PublicKeyPin?) {
    let wording = transcript.wording
    if trust.standing == .pinned {
      // Nothing is added to what somebody has given.
      if let pin, !trust.given.contains(pin) { tell(words: wording.nextKeyNotGiven(pin)) }
      return
    }
    do throws(KnownServersError) {
      guard try nodes.present.keepNext(pin) else { return }
    } catch {
      return tell(words: [wording.knownServers(error)])
    }
    tell(words: [trust.nextPin.map(wording.nextKeyKept) ?? wording.nextKeyForgotten])
    tellLink()
  }

  private mutating func distrust(saying words: String? = nil) {
    sayLast((words.map { [$0] } ?? []) + [transcript.wording.notTrusted])
    commands.append(.stop(.untrusted))
  }

  private mutating func keep(_ pin: PublicKeyPin) {
    do throws(KnownServersError) {
      try nodes.present.keep(pin, on: Day(milliseconds: wall))
    } catch {
      sayLast([transcript.wording.knownServers(error)])
      return commands.append(.stop(.untrusted))
    }
    tell(words: [transcript.wording.trusted(trust.address)])
    tellLink()
  }
}
