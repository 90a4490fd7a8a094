import Journal
import Testing
import Wire

@testable import ChatServer

@Suite("A session, on the side of its connection")
struct SessionTests {
  private func session(_ dialect: Dialect = .plain, _ limits: Limits = Limits(), naming: Bool = false)
    -> Session
  {
    var session = Session(dialect: dialect, caller: Sample.caller, rates: Session.Rates(limits), now: 0)
    if !naming { session.stage = .chatting }
    return session
  }

  private func handle(_ session: inout Session, _ line: String, now: Int64 = 0) -> String {
    describe(session.handle(Sample.bytes(line), now: now))
  }

  /// A step as a comparable text.
  private func describe(_ step: Session.Step) -> String {
    switch step {
    case .nothing: "nothing"
    case .ping: "ping"
    case .offence(let offence): "offence \(offence)"
    case .refuseName(let number, let refusal): "refuseName \(number) \(refusal)"
    case .request(let number, let kind):
      switch kind {
      case .enter(let name, let dialect, let caller): "enter \(number) \(name) \(dialect) \(caller)"
      case .line(.say(let text)): "say \(number) \(Sample.text(text.bytes))"
      case .line(.whisper(let name, let text)): "whisper \(number) \(name) \(Sample.text(text.bytes))"
      case .line(let line): "\(line) \(number)"
      case .mistake(let refusal): "mistake \(number) \(refusal)"
      case .resume, .ended, .historyRead, .waitingRead, .keys, .admission, .stop: "not a line"
      }
    case .resume(let number, let token, let after): "resume \(number) \(token.count) \(after.value)"
    }
  }

  @Test("asks to enter with the first line")
  func enters() {
    var plain = session(naming: true)
    #expect(handle(&plain, "Ana") == "enter 0 Ana plain 127.0.0.1:1")
    var numbered = session(.numbered, naming: true)
    #expect(handle(&numbered, "1 Ana") == "enter 1 Ana numbered 127.0.0.1:1")
  }

  @Test("refuses a malformed name itself, and takes HTTP for an offence")
  func refusesNames() {
    var plain = session(naming: true)
    #expect(handle(&plain, "a b") == "refuseName 0 nameMalformed")
    #expect(handle(&plain, "#quem") == "refuseName 0 nameMalformed")
    #expect(handle(&plain, "GET / HTTP/1.1") == "offence httpRequest")
    #expect(handle(&plain, "") == "nothing")
    var numbered = session(.numbered, naming: true)
    #expect(handle(&numbered, "4 a b") == "refuseName 4 nameMalformed")
    #expect(handle(&numbered, "Ana") == "refuseName 0 noSuchCommand")
  }

  @Test("turns each line into a request with its number")
  func requests() {
    var plain = session()
    #expect(handle(&plain, "olá") == "say 0 olá")
    #expect(handle(&plain, "##x") == "say 0 #x")
    #expect(handle(&plain, "@Beto oi") == "whisper 0 Beto oi")
    #expect(handle(&plain, "#sair") == "leave 0")
    #expect(handle(&plain, "#quem") == "who 0")
    #expect(handle(&plain, "#ajuda") == "help 0")
    #expect(handle(&plain, "#historico 7") == "history(count: 7, before: nil) 0")
    #expect(handle(&plain, "") == "nothing")
    #expect(handle(&plain, "#nada") == "mistake 0 noSuchCommand")
    #expect(handle(&plain, " @Beto oi") == "mistake 0 notAllowed")
    var numbered = session(.numbered)
    #expect(handle(&numbered, "7 ol\\ná") == "say 7 ol\ná")
    #expect(handle(&numbered, "8 #nada") == "mistake 8 noSuchCommand")
    #expect(handle(&numbered, "?") == "ping")
    #expect(handle(&numbered, "#sair") == "mistake 0 noSuchCommand")
  }

  @Test("asks to take a session up, from what it saw last on")
  func resumes() {
    var session = session(.numbered, naming: true)
    let token = [UInt8](repeating: 5, count: SessionToken.byteCount)
    #expect(handle(&session, "9 #retomar \(SessionToken.text(token)) 77") == "resume 9 16 77")
  }

  @Test("refuses to take a session up with a token or number that is none")
  func resumesNothing() {
    var session = session(.numbered, naming: true)
    #expect(handle(&session, "9 #retomar xyz 77") == "refuseName 9 noSuchSession")
    var plain = self.session(naming: true)
    #expect(handle(&plain, "#retomar xyz 77") == "refuseName 0 nameMalformed")
  }

  @Test("lets a burst of lines pass, then holds the next until there is a token")
  func flood() {
    var session = session()
    for line in 0..<20 {
      #expect(session.waitingTime(now: 0) == 0, "line \(line)")
      _ = session.handle(Sample.bytes("a"), now: 0)
    }
    #expect(session.waitingTime(now: 0) == 200)
    #expect(session.waitingTime(now: 200) == 0)
  }

  @Test("counts mistakes and empty lines against the flood limit")
  func costOfMistakes() {
    for line in ["#nada", "", "@Beto oi", "#ajuda"] {
      var session = session()
      for _ in 0..<20 { _ = session.handle(Sample.bytes(line), now: 0) }
      #expect(session.waitingTime(now: 0) == 200, "\(line)")
    }
  }

  @Test("counts a text of several lines as so many, into debt where need be")
  func costOfLines() {
    var session = session(.numbered)
    let lines = repeatElement("a", count: 64).joined(separator: "\\n")
    #expect(handle(&session, "2 \(lines)").hasPrefix("say 2 a\na"))
    // 20 - 64, and the one to be had: 45 at 5 a second.
    #expect(session.waitingTime(now: 0) == 9_000)
    var plain = self.session()
    _ = plain.handle(Sample.bytes(lines), now: 0)
    for _ in 0..<19 {
      #expect(plain.waitingTime(now: 0) == 0)
      _ = plain.handle(Sample.bytes("a"), now: 0)
    }
    #expect(plain.waitingTime(now: 0) == 200)
  }

  @Test("has a slower bucket for who and history together, past which they are mistakes")
  func commands() {
    var session = session()
    for _ in 0..<4 { #expect(handle(&session, "#quem") == "who 0") }
    #expect(handle(&session, "#historico") == "history(count: 20, before: nil) 0")
    #expect(handle(&session, "#quem") == "mistake 0 tooFast")
    #expect(handle(&session, "#historico 1", now: 1_999) == "mistake 0 tooFast")
    #expect(handle(&session, "#ajuda") == "help 0")
    #expect(handle(&session, "a") == "say 0 a")
    #expect(handle(&session, "#historico 1", now: 2_000) == "history(count: 1, before: nil) 0")
  }

  @Test("has no limits where flooding is allowed")
  func unlimited() {
    var limits = Limits()
    limits.flood = nil
    var session = session(.plain, limits)
    for _ in 0..<1_000 {
      #expect(session.waitingTime(now: 0) == 0)
      #expect(handle(&session, "#quem") == "who 0")
    }
  }
}
