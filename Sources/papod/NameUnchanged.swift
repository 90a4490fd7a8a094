import ChatServer
import Wire

/// A name could not be freed or given.
struct NameUnchanged: Error, CustomStringConvertible {
  let name: Name
  let cause: NameBookError

  var description: String {
    switch (Environment.language, cause) {
    case (.portuguese, .notOwned): "o nome \(name) não pertence a chave nenhuma"
    case (.portuguese, .tooManyNames): "essa chave não pode ter mais nomes"
    case (.portuguese, .notStored(let error)): "o diário não pôde guardar a mudança\(Self.reason(error))"
    case (.portuguese, .borne): "entram com o nome \(name) sem parar"
    case (.portuguese, .unanswered): "o diário não respondeu; papod names list dirá o que foi feito"
    case (.english, .notOwned): "the name \(name) belongs to no key"
    case (.english, .tooManyNames): "that key can have no more names"
    case (.english, .borne): "somebody enters as \(name) again and again"
    case (.english, .unanswered): "the journal has not answered; papod names list will say what was done"
    case (.english, .notStored(let error)): "the journal could not store the change\(Self.reason(error))"
    }
  }

  private static func reason(_ error: (any Error)?) -> String { error.map { ": \($0)" } ?? "" }
}
