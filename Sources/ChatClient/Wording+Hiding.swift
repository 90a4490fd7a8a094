// The words about hiding people on one's own screen.
extension Wording {
  /// Someone is hidden from now on.
  package func hides(_ name: String) -> String {
    either(
      "\(name) não aparece mais nesta tela; #ignorar \(name) outra vez desfaz",
      "\(name) is hidden on this screen; #ignore \(name) once more undoes it")
  }

  /// Someone is shown again.
  package func shows(_ name: String) -> String {
    either("\(name) volta a aparecer nesta tela", "\(name) is shown on this screen again")
  }

  /// Who is hidden.
  package func hidden(_ names: [String]) -> String {
    guard !names.isEmpty else { return either("ninguém está escondido", "nobody is hidden") }
    return either("escondidos nesta tela: ", "hidden on this screen: ") + names.joined(separator: ", ")
  }

  /// No more people can be hidden.
  package var hidesTooMany: String {
    either(
      "não cabem mais: há \(Transcript.maximumHidden) pessoas escondidas",
      "no room for more: \(Transcript.maximumHidden) people are hidden")
  }

  /// Oneself cannot be hidden.
  package var cannotHideOneself: String {
    either("de si ninguém se esconde", "there is no hiding from oneself")
  }

  /// What hides a person, as a line of the help.
  package var hideHelp: String {
    either(
      "#ignorar NOME: esconde essa pessoa da sua tela; outra vez, mostra de novo; sem NOME, a lista",
      "#ignore NAME: hides that person on your screen; once more, shows them again; without NAME, the list")
  }
}
