// ChatServer: the room, served over TLS.
//
// The whole is owned by whoever owns the `Server`. Inside it, each thread owns what it works on, and they
// meet in inboxes alone: the acceptor owns the listening sockets, each I/O thread its connections, the
// journal thread the journal and the roster; the history reader reads what the journal has committed.

import Journal
import Logging
import Reactor
import TLS
import Wire

/// A running server. Made by `start`; `stop` and then `join` end it, in this order, and it must not be
/// forgotten before that: its threads trap where nobody joins them.
package final class Server: Sendable {
  /// Where it listens, with the ports that the system gave.
  package let addresses: [SocketAddress]
  /// The pin of the key that it was started with.
  package let pin: PublicKeyPin
  /// HOST:PORT or [IPV6]:PORT, where clients reach it.
  package let announced: String

  private let limits: Limits
  private let threads: [Thread]
  private let historyThread: Thread
  private let acceptorThread: Thread
  private let stopHistory = Flag()
  private let stopAccepting = Flag()
  private let ioThreads: [Inbox<Delivery>]
  private let journalThread: Inbox<Request>
  private let acceptor: Inbox<AcceptorMessage>
  private let history: Inbox<HistoryQuery>
  private let pieces: PieceBudget

  /// Restores the room from the journal, binds all addresses and starts all threads.
  ///
  /// - Parameter journal: handed over to the journal thread.
  package static func start(
    _ configuration: ServerConfiguration, journal: sending any Journal, log: Logger
  ) throws(ServerError) -> Server {
    // Before anybody can connect: who did would wait for it.
    let restoration: Restoration
    do throws(JournalError) {
      restoration = try Restoration(of: journal)
    } catch {
      throw .journal(error)
    }
    let listeners = try listen(configuration.addresses)
    let context: TLSContext
    do throws(TLSError) {
      context = try Self.context(of: configuration.credentials, configuration.limits)
    } catch {
      throw .tls(error)
    }
    do throws(SystemError) {
      return try Server(configuration, listeners, context, journal, restoration, log)
    } catch {
      throw .system(error)
    }
  }

  private static func context(of credentials: Credentials, _ limits: Limits) throws(TLSError) -> TLSContext {
    var configuration = TLSConfiguration.server(credentials)
    configuration.keyUpdatesPerMinute = limits.keyUpdatesPerMinute
    return try TLSContext(configuration)
  }

  private init(
    _ configuration: ServerConfiguration, _ listeners: [Acceptor.Listener], _ context: TLSContext,
    _ journal: sending any Journal, _ restoration: Restoration, _ log: Logger
  ) throws(SystemError) {
    let limits = configuration.limits
    self.limits = limits
    let phrases = Phrases(configuration.language)
    let journalInbox = try Inbox<Request>(limit: JournalThread.requestLimit)
    let acceptorInbox = try Inbox<AcceptorMessage>(
      limit: Acceptor.messageLimit, ringsAt: Acceptor.messageLimit / 2)
    var ioInboxes: [Inbox<Delivery>] = []
    for _ in 0..<configuration.ioThreads { ioInboxes.append(try Inbox(limit: IOThread.deliveryLimit)) }

    var addresses: [SocketAddress] = []
    for listener in listeners { addresses.append(try listener.socket.localAddress()) }
    self.addresses = addresses
    pin = configuration.credentials.certificate.pin
    announced = configuration.announced ?? "\(SocketAddress.reachable(among: addresses))"
    let node = Node(
      address: Array(announced.utf8), pin, next: configuration.nextPin, lease: configuration.lease)

    pieces = PieceBudget(limit: limits.pieceBytes)
    let reader = try HistoryReader(
      reader: journal.reader, phrases: phrases, log: log, journalThread: journalInbox, ioThreads: ioInboxes,
      pieces: pieces, cacheBytes: limits.cachedPieceBytes)
    let historyInbox = reader.inbox
    var historyPoller = try reader.makePoller()
    let isCrowded = Flag()
    let buffers = BufferBudget(limit: limits.bufferBytes, ioThreads: ioInboxes)
    let blocks = AddressBlocks(own: IPAddress.ofThisMachine())
    let room = try JournalThread(
      inbox: journalInbox, journal: journal, restoration: restoration, node: journal.isShared ? node : nil,
      nextPin: configuration.nextPin, limits: limits, admission: configuration.admission,
      retention: configuration.retention, phrases: phrases, log: log, ioThreads: ioInboxes,
      history: historyInbox, blocks: blocks,
      erased: { reader.forgetWhispers() })
    let door = try Acceptor(
      inbox: acceptorInbox, listeners: listeners, ioThreads: ioInboxes, limits: limits,
      isCrowded: isCrowded, blocks: blocks, log: log)
    let stopHistory = stopHistory
    let stopAccepting = stopAccepting
    ioThreads = ioInboxes
    journalThread = journalInbox
    acceptor = acceptorInbox
    history = historyInbox

    var started: [Thread] = []
    do throws(SystemError) {
      started.append(
        try Thread.start(name: "journal") { Self.run(log) { () throws(SystemError) in try room.run() } })
      for (index, inbox) in ioInboxes.enumerated() {
        let ioThread = try IOThread(
          index: index, inbox: inbox, journalThread: journalInbox, history: historyInbox,
          acceptor: acceptorInbox, isCrowded: isCrowded, buffers: buffers, context: context,
          limits: limits, phrases: phrases, log: log)
        started.append(
          try Thread.start(name: "io \(index)") {
            Self.run(log) { () throws(SystemError) in try ioThread.run() }
          })
      }
      threads = started
      historyThread = try Thread.start(name: "history") {
        Self.run(log) { () throws(SystemError) in try reader.run(&historyPoller, until: stopHistory) }
      }
      started.append(historyThread)
      acceptorThread = try Thread.start(name: "acceptor") {
        Self.run(log) { () throws(SystemError) in try door.run(until: stopAccepting) }
      }
    } catch {
      // Out of descriptors or threads half-way: those that run are ended.
      journalInbox.post(Self.stopRequest)
      stopHistory.set()
      historyInbox.wake()
      for thread in started { thread.join() }
      throw error
    }
  }

  /// The most bytes that pieces of the log, rendered for those who return, have occupied at any time; never
  /// more than `Limits.pieceBytes`, or 2.2 MiB where that is more.
  package var highestPieceBytes: Int { pieces.highest }

  /// Has another key or certificate for the connections to come, tells everybody whose key is to follow, and
  /// throws out who may not be here any more; all others stay as they are. From any thread but the server's
  /// own.
  ///
  /// - Throws: what OpenSSL takes amiss in the credentials; then nothing has changed.
  package func reload(
    _ credentials: Credentials, nextPin: PublicKeyPin?, admission: Admission
  ) throws(TLSError) {
    let context = try Self.context(of: credentials, limits)
    for thread in ioThreads { thread.postPatiently(.context(context)) }
    journalThread.postPatiently(Self.request(.keys(credentials.certificate.pin, next: nextPin)))
    journalThread.postPatiently(Self.request(.admission(admission)))
  }

  /// Tells everybody that the server stops, from any thread; `join` waits until all is flushed, for at most
  /// `Limits.stopTime`.
  package func stop() {
    // The addresses are given up first, so that whoever comes now is refused at once, and a successor may
    // have them.
    stopAccepting.set()
    acceptor.wake()
    journalThread.postPatiently(Self.stopRequest)
  }

  /// Waits for the end after a `stop`. Called once.
  package func join() {
    acceptorThread.join()
    for thread in threads { thread.join() }
    stopHistory.set()
    history.wake()
    historyThread.join()
  }

  private static let stopRequest = request(.stop)

  /// A request of no connection.
  private static func request(_ kind: Request.Kind) -> Request {
    Request(connection: ConnectionID(packed: .max), number: 0, kind: kind)
  }

  private static func listen(_ addresses: [SocketAddress]) throws(ServerError) -> [Acceptor.Listener] {
    var listeners: [Acceptor.Listener] = []
    for address in addresses {
      do throws(SystemError) {
        let socket = try Socket.listening(on: address)
        // What is accepted inherits it (tcp(7)), which saves six calls a connection.
        try socket.prepareForChat()
        listeners.append(Acceptor.Listener(socket))
      } catch {
        throw .cannotListen(address, error)
      }
    }
    return listeners
  }

  /// A thread that the system lets down cannot go on, and without it the server would only seem to run.
  private static func run(_ log: Logger, _ body: () throws(SystemError) -> Void) {
    do throws(SystemError) {
      try body()
    } catch {
      log.critical("a thread ended", metadata: ["error": "\(error)"])
      fatalError("\(error)")
    }
  }
}
