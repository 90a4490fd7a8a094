import ChatClient
import TLS
import TestSupport
import Testing
import Wire

@Suite("The dialogue")
struct DialogueTests {
  private let folder: TemporaryFolder
  private let servers: KnownServers

  init() throws {
    folder = try TemporaryFolder()
    servers = KnownServers(path: folder.path + "/known_servers")
  }

  private func dialogue(
    _ input: Dialogue.Input, hasName: Bool = true, firstContact: Trust.FirstContact = .ask
  ) throws -> Dialogue {
    let trust = try Trust(.local, known: servers, firstContact: firstContact)
    return Dialogue(input, trust: trust, wording: Wording(.english), hasName: hasName)
  }

  @Test("in a pipe takes the first line as the name, and reads on at once")
  func pipeName() throws {
    var dialogue = try dialogue(.pipe, hasName: false)
    #expect(dialogue.wantsInput)
    dialogue.type("", "  ana\t", "olá", "", "@bia oi")
    #expect(dialogue.done() == ["name ana", "say olá", "say @bia oi"])
    #expect(dialogue.takeDiagnostics().isEmpty)
  }

  @Test("in a pipe is over where the first line is no name", arguments: ["1 2", "#sair", "a:b"])
  func pipeBadName(name: String) throws {
    var dialogue = try dialogue(.pipe, hasName: false)
    dialogue.type(name, "a b", "bia")
    #expect(!dialogue.wantsInput)
    #expect(dialogue.done() == ["stop nameRefused"])
    #expect(dialogue.takeDiagnostics().joined().hasPrefix(name + ": that is no name"))
  }

  @Test("in a pipe without any name hears the server first, in either order")
  func pipeWithoutName() throws {
    var early = try dialogue(.pipe, hasName: false)
    early.endInput(at: 0)
    #expect(early.done().isEmpty)
    early.take(.nameNeeded)
    #expect(early.done() == ["stop nameRefused"])
    var late = try dialogue(.pipe, hasName: false)
    late.take(.nameNeeded)
    #expect(late.done().isEmpty)
    late.endInput(at: 0)
    #expect(late.done() == ["stop nameRefused"])
  }

  @Test("in a pipe has what the room says on standard output, and nothing else")
  func pipeOutput() throws {
    var dialogue = try dialogue(.pipe)
    for event: ClientEvent in [
      .entered(name: "ana", here: ["ana"], count: 1),
      .said(from: "bia", text: "oi", milliseconds: 0, isOld: false), .cut(.cut), .stillCut("r"), .resumed,
      .refused(code: "too-fast", words: ""), .certificateExpired(notAfter: 0), .serverStops,
    ] {
      dialogue.take(event)
    }
    #expect(
      dialogue.shown() == [
        "* welcome, ana! 1 here: ana", "bia: oi", "! too fast: try again in a moment",
      ])
    #expect(dialogue.takeDiagnostics().count == 5)
  }

  @Test("reads no further than 1,024 lines without an answer")
  func unanswered() throws {
    var dialogue = try dialogue(.pipe)
    for _ in 0..<Link.maximumUnanswered - 1 { dialogue.type("a") }
    #expect(dialogue.wantsInput)
    dialogue.type("a")
    #expect(!dialogue.wantsInput)
    dialogue.take(.answered(id: 1, .accepted))
    #expect(dialogue.wantsInput)
  }

  @Test("leaves at the end of the input, and ends with the link's end")
  func endOfInput() throws {
    var dialogue = try dialogue(.pipe)
    dialogue.type("a")
    dialogue.endInput(at: 0)
    #expect(dialogue.done() == ["say a", "leaveWhenAnswered"])
    #expect(!dialogue.wantsInput)
    dialogue.take(.ended(.left))
    #expect(dialogue.exitCode == 0)
    #expect(dialogue.hasEnded)
  }

  @Test("takes nothing after the command to leave")
  func leaving() throws {
    var dialogue = try dialogue(.pipe)
    dialogue.type("#quit", "secret")
    dialogue.endInput(at: 0)
    #expect(dialogue.done() == ["say #quit"])
  }

  @Test("says that a line is too long without sending it")
  func tooLong() throws {
    var dialogue = try dialogue(.pipe)
    dialogue.take(.tooLong)
    #expect(dialogue.done().isEmpty)
    #expect(dialogue.shown() == ["! that is too long"])
  }

  @Test("on a terminal asks for the name when it is needed, and again when it is refused")
  func terminalName() throws {
    var dialogue = try dialogue(.terminal, hasName: false)
    #expect(!dialogue.wantsInput)
    dialogue.take(.nameNeeded)
    #expect(dialogue.takeDiagnostics() == ["name: "])
    dialogue.type("", "a b")
    #expect(dialogue.takeDiagnostics().last == "name: ")
    #expect(dialogue.done().isEmpty)
    dialogue.type(" ana ")
    #expect(dialogue.done() == ["name ana"])
    #expect(!dialogue.wantsInput)
    dialogue.take(.nameRefused(name: "ana", code: "name-taken", words: ""))
    #expect(dialogue.takeDiagnostics() == ["ana: that name is taken\n", "name: "])
    dialogue.take(.offence(words: "three names"))
    #expect(dialogue.takeDiagnostics() == ["name: "])
    dialogue.type("bia")
    dialogue.take(.entered(name: "bia", here: [], count: 1))
    dialogue.type("oi")
    #expect(dialogue.done() == ["name bia", "say oi"])
  }

  @Test("on a terminal does not ask for a name where the input has ended", arguments: [true, false])
  func terminalNameAfterEnd(isRefused: Bool) throws {
    var dialogue = try dialogue(.terminal)
    dialogue.take(.entered(name: "ana", here: [], count: 1))
    dialogue.endInput(at: 0)
    #expect(dialogue.done() == ["leaveWhenAnswered"])
    _ = dialogue.takeDiagnostics()
    // After a cut, somebody else has the name.
    dialogue.take(
      isRefused ? .nameRefused(name: "ana", code: "name-taken", words: "") : .nameNeeded)
    #expect(dialogue.done() == ["stop nameRefused"])
    #expect(!dialogue.takeDiagnostics().contains("name: "))
  }

  @Test("on a terminal asks about a server that was never met, and keeps it on yes alone")
  func firstContact() throws {
    var yes = try dialogue(.terminal)
    yes.take(.keyShown(try pin(1)))
    #expect(yes.takeDiagnostics().joined().contains(try pin(1).description))
    yes.type("s")
    #expect(yes.done() == ["trust \(try pin(1))"])
    #expect(try servers.server(at: .local)?.pin == (try pin(1)))
    _ = try servers.forget(.local)
    for answer in ["", "n", "x"] {
      var no = try dialogue(.terminal)
      no.take(.keyShown(try pin(1)))
      no.type(answer)
      #expect(no.done() == ["stop untrusted"])
    }
    var end = try dialogue(.terminal)
    end.take(.keyShown(try pin(1)))
    end.endInput(at: 0)
    #expect(end.done() == ["stop untrusted"])
    #expect(try servers.all().isEmpty)
  }

  @Test("without a terminal refuses such a server, unless told to trust the first")
  func firstContactInPipe() throws {
    var refused = try dialogue(.pipe, firstContact: .refuse)
    refused.take(.keyShown(try pin(1)))
    #expect(refused.done() == ["stop untrusted"])
    var trusted = try dialogue(.pipe, firstContact: .keep)
    trusted.take(.keyShown(try pin(1)))
    #expect(trusted.done() == ["trust \(try pin(1))"])
    var mismatch = try dialogue(.pipe, firstContact: .keep)
    mismatch.take(.keyShown(try pin(2)))
    #expect(mismatch.done() == ["stop untrusted"])
    #expect(mismatch.takeDiagnostics().joined().contains("known since 1970-01-01"))
  }

  @Test("does not trust what it cannot write down")
  func cannotKeep() throws {
    // Not even root makes a folder there.
    let unwritable = KnownServers(path: "/proc/papo/known_servers")
    var dialogue = Dialogue(
      .pipe, trust: try Trust(.local, known: unwritable, firstContact: .keep), wording: Wording(.english),
      hasName: true)
    dialogue.take(.keyShown(try pin(1)))
    #expect(dialogue.done() == ["stop untrusted"])
  }

  @Test("leaves at a signal: politely, then at once, then without anybody")
  func signals() throws {
    var dialogue = try dialogue(.pipe)
    dialogue.leave(at: 0)
    #expect(dialogue.done() == ["leaveNow"])
    #expect(!dialogue.wantsInput)
    #expect(dialogue.deadline == 1_500)
    dialogue.tick(at: 1_499, wall: 0)
    #expect(dialogue.done().isEmpty)
    dialogue.tick(at: 1_500, wall: 0)
    #expect(dialogue.done() == ["stop left"])
    #expect(dialogue.exitCode == nil)
    dialogue.tick(at: 1_999, wall: 0)
    #expect(!dialogue.isOutOfTime)
    dialogue.tick(at: 2_000, wall: 0)
    #expect(dialogue.exitCode == 0)
    #expect(dialogue.isOutOfTime)
    #expect(!dialogue.hasEnded)
  }

  @Test("waits for whoever reads its output, but after a signal not for ever")
  func outputNotRead() throws {
    var dialogue = try dialogue(.pipe)
    dialogue.take(.ended(.left))
    dialogue.tick(at: 1_000_000, wall: 0)
    #expect(!dialogue.isOutOfTime)
    dialogue.leave(at: 1_000_000)
    dialogue.tick(at: 1_001_500, wall: 0)
    dialogue.tick(at: 1_002_000, wall: 0)
    #expect(dialogue.isOutOfTime)
  }

  @Test("does not wait after a second signal")
  func secondSignal() throws {
    var dialogue = try dialogue(.terminal)
    dialogue.leave(at: 0)
    dialogue.leave(at: 10)
    #expect(dialogue.done() == ["leaveNow", "stop left"])
    #expect(dialogue.exitCode == nil)
    dialogue.leave(at: 20)
    #expect(dialogue.exitCode == 0)
  }
}
