import ChatClient
import TLS
import TestSupport
import Testing
import Wire

@Suite("Hiding a person")
struct DialogueHidingTests {
  private func dialogue(_ input: Dialogue.Input) throws -> Dialogue {
    var dialogue = Dialogue(
      input, trust: Trust(.local, pins: [try pin(1)]), wording: Wording(.english), hasName: true)
    dialogue.take(.entered(name: "ana", here: ["ana", "Bia"], count: 2))
    _ = (dialogue.takeOutput(), dialogue.takeDiagnostics())
    return dialogue
  }

  @Test("is never sent, and keeps all that a person does off the screen", arguments: ["#ignorar", "#IGNORE"])
  func hides(command: String) throws {
    for input in [Dialogue.Input.terminal, .pipe] {
      var dialogue = try dialogue(input)
      dialogue.type("\(command) BIA")
      #expect(dialogue.done().isEmpty)
      #expect(
        dialogue.takeDiagnostics() == [
          "BIA is hidden on this screen; #ignore BIA once more undoes it\n"
        ])
      for event in Self.doings { dialogue.take(event) }
      #expect(dialogue.shown().isEmpty)
      dialogue.type("\(command)\t@bia ")
      #expect(dialogue.takeDiagnostics() == ["bia is shown on this screen again\n"])
      for event in Self.doings { dialogue.take(event) }
      #expect(dialogue.shown().count == Self.doings.count)
    }
  }

  @Test("takes what was shown already away, but not one's own words to that person")
  func takesAway() throws {
    var dialogue = try dialogue(.screen)
    dialogue.type("@bia oi")
    dialogue.take(.answered(id: 1, .accepted))
    for event in Self.doings { dialogue.take(event) }
    dialogue.take(.said(from: "rui", text: "oi", milliseconds: 0, isOld: false))
    #expect(dialogue.transcript.recentSpeakers == ["rui", "Bia"])
    #expect(dialogue.transcript.generation == 0)
    dialogue.type("#ignorar bia")
    #expect(dialogue.transcript.generation == 1)
    #expect(dialogue.transcript.recentSpeakers == ["rui"])
    let people = dialogue.transcript.entries.compactMap(\.content.person)
    #expect(people == ["ana", "rui"])
    for event in Self.doings { dialogue.take(event) }
    #expect(dialogue.transcript.entries.compactMap(\.content.person) == people)
    #expect(dialogue.transcript.recentSpeakers == ["rui"])
  }

  @Test("lists who is hidden, and refuses what is no name and oneself")
  func lists() throws {
    var dialogue = try dialogue(.terminal)
    dialogue.type("#ignorar", "#ignorar bia", "#ignorar rui", " #ignorar", "#ignorar  ", "#ignorar Ana")
    #expect(
      dialogue.takeDiagnostics() == [
        "nobody is hidden\n", "bia is hidden on this screen; #ignore bia once more undoes it\n",
        "rui is hidden on this screen; #ignore rui once more undoes it\n",
        "hidden on this screen: bia, rui\n", "there is no hiding from oneself\n",
      ])
    #expect(dialogue.done() == ["say  #ignorar"])
    dialogue.type("#ignorar a b")
    #expect(dialogue.shown().map { $0.prefix(14) } == ["! that is no n"])
    dialogue.type("#ignorante", "##ignorar bia")
    #expect(dialogue.done() == ["say #ignorante", "say ##ignorar bia"])
  }

  @Test("has room for 256 people")
  func limit() throws {
    var dialogue = try dialogue(.terminal)
    for number in 0..<Transcript.maximumHidden { dialogue.type("#ignorar n\(number)") }
    #expect(dialogue.transcript.hidden.count == Transcript.maximumHidden)
    _ = dialogue.takeDiagnostics()
    dialogue.type("#ignorar more")
    #expect(dialogue.takeDiagnostics() == ["no room for more: 256 people are hidden\n"])
    dialogue.type("#ignorar n0", "#ignorar more")
    #expect(dialogue.transcript.hidden.count == Transcript.maximumHidden)
  }

  @Test("stands in the help of a person, behind the server's, once it was answered")
  func help() throws {
    for (input, line) in [(Dialogue.Input.terminal, "* #ignore NAME: "), (.screen, "* #ignore NAME: ")] {
      var dialogue = try dialogue(input)
      dialogue.type("#ajuda", "#help")
      dialogue.take(.help("#quit: leave"))
      #expect(dialogue.shown() == ["* #quit: leave"])
      dialogue.take(.answered(id: 1, .accepted))
      #expect(dialogue.shown().map { $0.prefix(line.count) } == [line[...]])
      dialogue.take(.answered(id: 2, .refused(code: "too-fast", words: "")))
      #expect(dialogue.shown() == ["! too fast: try again in a moment"])
    }
    var pipe = try dialogue(.pipe)
    pipe.type("#ajuda")
    pipe.take(.answered(id: 1, .accepted))
    #expect(pipe.shown().isEmpty && pipe.takeDiagnostics().isEmpty)
  }

  private static let doings: [ClientEvent] = [
    .said(from: "bia", text: "oi", milliseconds: 0, isOld: true),
    .said(from: "Bia", text: "oi", milliseconds: 0, isOld: false),
    .whispered(from: "ｂｉａ", to: "ana", text: "oi", milliseconds: 0, isOld: true),
    .left(name: "bia", reason: nil, milliseconds: 0, isOld: false),
    .joined(name: "bia", milliseconds: 0, isOld: false),
  ]
}
