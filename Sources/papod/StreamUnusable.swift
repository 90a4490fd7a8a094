import JournalNATS
import Wire

/// The journal's stream could not be opened.
struct StreamUnusable: Error, CustomStringConvertible {
  let cause: NATSJournalError

  var description: String {
    switch (Environment.language, cause) {
    case (_, .journal(let error)): "\(error)"
    case (.portuguese, .unreachable(let address, let reason)):
      "o diário em \(address) não está ao alcance: \(reason)"
    case (.english, .unreachable(let address, let reason)):
      "the journal at \(address) cannot be reached: \(reason)"
    case (.portuguese, .stream(let address, let fault)):
      "o fluxo \(address) não serve de diário: \(Self.portuguese(fault))"
    case (.english, .stream(let address, let fault)):
      "the stream \(address) cannot be a journal: \(Self.english(fault))"
    }
  }

  private static func portuguese(_ fault: StreamFault) -> String {
    switch fault {
    case .missing: "não existe"
    case .notInFiles: "está só na memória dos servidores (storage: file é preciso)"
    case .notALog: "não guarda o que já foi lido, ou é cópia (retention: limits, sem mirror nem sources)"
    case .foreign: "é de outro programa: tem outros assuntos, ou mensagens que não são do papo"
    case .hasLimits: "apaga mensagens antigas por si (max age, max msgs, max bytes com discard: old)"
    case .isClosed: "não deixa guardar ou apagar mensagens (sealed, no ack, deny delete)"
    case .forgetsDuplicates: "esquece em menos de um minuto o que chegou duas vezes (duplicate window)"
    case .isShorter(let last, let mirror):
      """
      termina em \(last), mas a cópia daqui já chega a \(mirror): o fluxo perdeu mensagens. Para continuar \
      com o que ele tem, apague a cópia (--nats-mirror)
      """
    }
  }

  private static func english(_ fault: StreamFault) -> String {
    switch fault {
    case .missing: "it does not exist"
    case .notInFiles: "it is in its servers' memory alone (storage: file is needed)"
    case .notALog: "it does not keep what was read, or is a copy (retention: limits, no mirror, no sources)"
    case .foreign: "it is another program's: it has other subjects, or messages that are none of papo's"
    case .hasLimits: "it removes old messages by itself (max age, max msgs, max bytes with discard: old)"
    case .isClosed: "it lets no messages be stored or removed (sealed, no ack, deny delete)"
    case .forgetsDuplicates: "it forgets within a minute what came twice (duplicate window)"
    case .isShorter(let last, let mirror):
      """
      it ends at \(last), but the copy here has come to \(mirror): the stream has lost messages. To go on \
      with what it has, delete the copy (--nats-mirror)
      """
    }
  }
}
