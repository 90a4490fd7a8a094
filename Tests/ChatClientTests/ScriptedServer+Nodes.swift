import ChatClient
import TLS
import TestSupport

// A scripted server as one of several.
extension ScriptedServer {
  /// What the link is to know of it.
  var node: LinkNode { LinkNode(address: address, pins: [pin]) }

  /// What another one tells of it: a word of `= nodes`.
  var told: ToldNode { ToldNode(address: address, pins: [pin]) }
}
