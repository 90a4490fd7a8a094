import Journal
import Wire

/// What is said where somebody runs the room.
extension Phrases {
  /// The notice of what one of those did who run the room; nothing for any other event.
  func appendDeed(_ event: Event, to bytes: inout [UInt8]) {
    switch event {
    case .kicked(let kick):
      appendDeed(kick.by, " expulsou ", " kicked ", kick.name, to: &bytes) {
        $0.append(contentsOf: (language == .portuguese ? "" : " out").utf8)
        $0.append(contentsOf: time(minutes: kick.minutes).utf8)
      }
    case .banned(let subject, let by): appendDeed(by, " baniu ", " banned ", subject, to: &bytes)
    case .pardoned(let subject, let by): appendDeed(by, " perdoou ", " pardoned ", subject, to: &bytes)
    case .joined, .said, .whispered, .away, .returned, .left, .ended, .keys, .forgotten, .nodeServes,
      .nodeEnded:
      break
    }
  }

  /// To whom was kicked.
  func kicked(by admin: [UInt8], minutes: UInt32) -> String {
    let admin = String(decoding: admin, as: UTF8.self)
    return switch language {
    case .portuguese: "\(admin) expulsou você\(time(minutes: minutes))"
    case .english: "\(admin) kicked you out\(time(minutes: minutes))"
    }
  }

  /// To whom was banned.
  func banned(by admin: [UInt8]) -> String {
    let admin = String(decoding: admin, as: UTF8.self)
    return language == .portuguese ? "\(admin) baniu você" : "\(admin) banned you"
  }

  /// To whom is banned for so long yet.
  func banned(forMilliseconds milliseconds: Int64) -> String {
    // Whoever comes back when they are over is let in.
    let minutes = max(1, (milliseconds + 59_999) / 60_000)
    return switch (language, minutes) {
    case (.portuguese, 1): "a entrada está proibida para você por mais 1 minuto: conexão encerrada"
    case (.portuguese, _): "a entrada está proibida para você por mais \(minutes) minutos: conexão encerrada"
    case (.english, 1): "you are banned for 1 more minute: connection closed"
    case (.english, _): "you are banned for \(minutes) more minutes: connection closed"
    }
  }

  /// One line a command that others have not.
  var adminHelp: [String] {
    switch language {
    case .portuguese:
      [
        "#expulsar nome [minutos]: manda embora, e por tanto tempo não deixa voltar (0; até 10080)",
        "#banir CHAVE ou ENDEREÇO: não deixa mais entrar", "#perdoar CHAVE ou ENDEREÇO: deixa entrar de novo",
      ]
    case .english:
      [
        "#kick name [minutes]: sends away, and lets not in again for so long (0; at most 10080)",
        "#ban KEY or ADDRESS: lets not in any more", "#pardon KEY or ADDRESS: lets in again",
      ]
    }
  }

  private func time(minutes: UInt32) -> String {
    switch (language, minutes) {
    case (_, 0): ""
    case (.portuguese, 1): " por 1 minuto"
    case (.portuguese, _): " por \(minutes) minutos"
    case (.english, 1): " for 1 minute"
    case (.english, _): " for \(minutes) minutes"
    }
  }

  private func appendDeed(
    _ admin: [UInt8], _ portuguese: String, _ english: String, _ target: [UInt8], to bytes: inout [UInt8],
    _ appendRest: (inout [UInt8]) -> Void = { _ in }
  ) {
    PlainRenderer.appendNotice(to: &bytes) { bytes in
      bytes.append(contentsOf: admin)
      bytes.append(contentsOf: (language == .portuguese ? portuguese : english).utf8)
      bytes.append(contentsOf: target)
      appendRest(&bytes)
    }
  }
}
