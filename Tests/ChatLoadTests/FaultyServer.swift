import Reactor
import TLS
import TestSupport
import Testing

/// A server of plain lines or of IRC that gets the fourth message to the last newcomer wrong, on a thread of
/// its own.
final class FaultyServer {
  /// What becomes of that delivery.
  enum Fault: Sendable {
    case none, loses, doubles, swaps, alters, hangsUp
  }

  let address: SocketAddress
  private let bell: Inbox<Bool>
  private let thread: Reactor.Thread

  init(_ fault: Fault, isIRC: Bool = false) throws {
    ProcessLimits.ignoreBrokenPipe()
    let listener = try Socket.listening(on: .loopback(port: 0))
    let context = try TLSContext.server(TestCertificates.good)
    let bell = try Inbox<Bool>(limit: 1)
    address = try listener.localAddress()
    self.bell = bell
    let raw = listener.release()
    thread = try Reactor.Thread.start(name: "faulty") {
      FaultyServer.run(raw, context, bell, fault, isIRC: isIRC)
    }
  }

  deinit {
    bell.wake()
    thread.join()
  }

  private static func run(
    _ raw: Int32, _ context: TLSContext, _ bell: Inbox<Bool>, _ fault: Fault, isIRC: Bool
  ) {
    do {
      try serve(Socket(takingOwnership: raw), context, bell, fault, isIRC: isIRC)
    } catch {
      Issue.record(error)
    }
  }

  private static func serve(
    _ listener: consuming Socket, _ context: TLSContext, _ bell: Inbox<Bool>, _ fault: Fault, isIRC: Bool
  ) throws {
    var poller = try Poller()
    var members: [UInt64: FaultyServerMember] = [:]
    try poller.add(bell.descriptor, [.readable, .edgeTriggered], token: 0)
    try poller.add(listener.raw, .readable, token: 1)
    while true {
      for index in 0..<(try poller.wait(timeoutMilliseconds: -1)) {
        let token = poller.event(at: index).token
        if token == 0 { return }
        if token == 1 {
          guard let accepted = try listener.accept() else { continue }
          let member = try FaultyServerMember(context, accepted.socket, isIRC: isIRC)
          let next = (members.keys.max() ?? 1) + 1
          try poller.add(member.descriptor, .readable, token: next)
          members[next] = member
        } else if let member = members[token] {
          let last = members.keys.max().flatMap { members[$0] }
          for message in try member.read() {
            for receiver in members.values where receiver !== member && receiver.isConnected {
              try receiver.pass(message, receiver === last ? fault : .none)
            }
          }
          if member.hasEnded { members[token] = nil }
        }
      }
    }
  }
}
