import TLS

// The words about the person's own key.
extension Wording {
  /// The person's own key cannot be used.
  package func identity(_ error: IdentityError) -> String {
    switch error {
    case .noFolder:
      either(
        "nem HOME nem XDG_DATA_HOME dizem onde fica a sua chave; ",
        "neither HOME nor XDG_DATA_HOME says where your key is; ") + withoutKey
    case .unusable(let error):
      either("a sua chave não pode ser usada: ", "your key cannot be used: ") + "\(error)"
        + either("; nada foi mudado; ", "; nothing was changed; ") + withoutKey
    case .file(let path, let problem):
      either("a sua chave não pode ser guardada: ", "your key cannot be stored: ") + "\(path): \(problem); "
        + withoutKey
    }
  }

  private var withoutKey: String { either("--guest entra sem chave", "--guest enters without a key") }
}
