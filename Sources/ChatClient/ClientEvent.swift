import TLS
import Wire

/// What the link tells whoever shows it. The strings come from the server and are not fit to be shown before
/// they went through a `Transcript`.
package enum ClientEvent: Sendable, Equatable {
  /// A public line; `milliseconds` since 1970, by the server's clock. An old one is an answer to
  /// `#historico`.
  case said(from: String, text: String, milliseconds: Int64, isOld: Bool)
  /// A private line, to us or from us (another device of ours, or history).
  case whispered(from: String, to: String, text: String, milliseconds: Int64, isOld: Bool)
  /// Someone entered.
  case joined(name: String, milliseconds: Int64, isOld: Bool)
  /// Someone left; no reason where it is not known here.
  case left(name: String, reason: LeaveReason?, milliseconds: Int64, isOld: Bool)
  /// Somebody who runs the room did something to others.
  case announced(Announcement, milliseconds: Int64, isOld: Bool)
  /// We are in the room, under this name, with these people (as many as `Conversation.maximumHere`) of so
  /// many, of whom the names of these belong to keys (as many as `Presence.maximumKeyed`).
  case entered(name: String, here: [String], count: Int, keys: [PersonKeys] = [])
  /// The name belongs to these keys: its bearer enters next, or is here and they have changed.
  case keys(PersonKeys)
  /// The keys of the name that we bear, the answer to `#minhas-chaves`.
  case ownKeys([PublicKeyPin])
  /// The keys that a name belongs to, whoever bears it, and while nobody does; none where it belongs to
  /// nobody. The answer to `#minhas-chaves name`.
  case owner(of: String, [PublicKeyPin])
  /// Private messages that waited for us while nobody bore our name, each `whispered` and old, the oldest
  /// first.
  case kept([ClientEvent])
  /// The session goes on after a cut.
  case resumed
  /// The session had ended while we were away: a new one begins, and what was said in between is not told.
  case sessionEnded
  /// Who is here, the answer to `#quem`; as `entered`.
  case here([String], count: Int)
  /// A line of the server's help.
  case help(String)
  /// Old lines follow.
  case historyBegan
  /// There were so many of them, maybe none.
  case historyEnded(count: Int)
  /// Messages from before those that were told, each of them `said` or `whispered` and old, the oldest first;
  /// with none there are no older ones. `isMissed`: from between the session before and this one, maybe not
  /// all of them at once; else the answer to what was asked, or what comes of itself on entering.
  case older([ClientEvent], isMissed: Bool)
  /// There may be more that was missed between two sessions than was told: what is above it was not fetched.
  case olderMissing
  /// Instead of older messages.
  case olderRefused(code: String, words: String)
  /// The server has another journal, and what was told before is of another room.
  case otherRoom
  /// The journal no longer has the lines with these numbers, which we missed.
  case gap(from: UInt64, to: UInt64)
  /// A private message of ours never reached its addressee, whose name is nil where it is long forgotten.
  case undelivered(to: String?)
  /// The server did not accept something that is no line given to the link. The code is a `Refusal`'s, or
  /// what a later server calls it.
  case refused(code: String, words: String)
  /// The server ends the connection for something that we did.
  case offence(words: String)
  /// The line that was given to the link under this number has met its fate. Exactly one for each line;
  /// `#sair` that the link sends of its own accord is none of them, and one that was typed is as good as
  /// accepted where we are gone without its answer.
  case answered(id: Int, Fate)
  /// A name is wanted: `LinkCommand.name`.
  case nameNeeded
  /// This name was not accepted. Another one is wanted, unless the end follows.
  case nameRefused(name: String, code: String, words: String)
  /// Another server than before: what follows of keys, and of being in the room, is about the one at this
  /// address. The first one, of which it is never told, is the first that the link was given.
  case nodeMet(Address)
  /// The server tells through which others the room can be reached (`LinkCommand.trust`).
  case nodes(ToldNodes)
  /// The server showed this key, which is none of those trusted, and was told nothing. Either it is trusted
  /// now (`LinkCommand.trust`), or it is passed over (`LinkCommand.passOver`), or this is the end
  /// (`LinkCommand.stop`).
  case keyShown(PublicKeyPin)
  /// A connection stands with a server that has this key, which is one of those trusted, but not the one of
  /// the connection before to this server, nor, where there was none, the first of those trusted.
  case keyMet(PublicKeyPin)
  /// The server says that this will be its next key, or, with nil, that it has announced none any more.
  case nextKey(PublicKeyPin?)
  /// The server's certificate ended at this second since 1970. Under a pin that is only worth a warning.
  case certificateExpired(notAfter: Int64)
  /// The server's journal takes no more until the server is started again: nothing that is said is accepted.
  case readOnly
  /// The server says that it stops; the session goes on when it is back.
  case serverStops
  /// The connection is gone, and will be made again.
  case cut(CutReason)
  /// Connecting again failed, for this reason; told once a reason. It goes on.
  case stillCut(String)
  /// The last event.
  case ended(ClientEnd)
}

extension ClientEvent {
  /// About the memory that a message takes, in bytes; nil for anything else.
  var textBytes: Int? {
    switch self {
    case .said(let from, let text, _, _): from.utf8.count + text.utf8.count + 64
    case .whispered(let from, let to, let text, _, _):
      from.utf8.count + to.utf8.count + text.utf8.count + 64
    default: nil
    }
  }
}
