// The words about what was said before we came.
extension Wording {
  /// Between what was said before we came and what comes since.
  package var earlier: String { either("↑ mensagens anteriores", "↑ earlier messages") }

  /// How older messages come, above the oldest that is there.
  package var olderHint: String { either("PgUp: mensagens mais antigas", "PgUp: older messages") }

  /// They were asked for.
  package var olderAsked: String {
    either("buscando mensagens mais antigas…", "fetching older messages…")
  }

  /// Above what was missed, where that may not be all.
  package var olderMissing: String {
    either("podem faltar mensagens antes destas", "messages before these may be missing")
  }

  /// There are none.
  package var olderNone: String { either("este é o começo", "this is the beginning") }

  /// There is no room for any.
  package var olderFull: String {
    either("não cabem aqui mensagens mais antigas", "there is no room here for older messages")
  }
}
