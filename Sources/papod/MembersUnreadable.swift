import TLS
import Wire

/// The file of `--members` cannot be used. Nobody is let in by half a list.
struct MembersUnreadable: Error, CustomStringConvertible {
  enum Cause {
    case file(FileProblem)
    case line(Int)
  }

  let path: String
  let cause: Cause

  var description: String {
    switch (cause, Environment.language) {
    case (.file(let problem), .portuguese): "a lista de membros, \(path): \(problem)"
    case (.file(let problem), .english): "the list of members, \(path): \(problem)"
    case (.line(let number), .portuguese):
      "\(path), linha \(number): isso não é uma chave; é sha256//BASE64= por linha, e # antes de comentários"
    case (.line(let number), .english):
      "\(path), line \(number): that is no key; it is sha256//BASE64= a line, and # before comments"
    }
  }
}
