import Reactor
import TLS

/// One TCP connection with the TLS session on it, from the first packet on; the link thread's.
final class SecureStream {
  enum State {
    case connecting, handshaking, open
  }

  /// What came of trying to get further.
  enum Progress {
    case waiting, open, failed(ConnectFailure)
  }

  // The session goes before the socket that it writes to.
  private var session: TLSConnection
  private let socket: Socket
  private(set) var state = State.connecting
  /// Whether something waits for the socket to be writable.
  private(set) var wantsWrite = true
  /// When the present state has lasted too long, in milliseconds of the clock that never goes back.
  var deadline: Int64

  init(to address: SocketAddress, _ context: TLSContext, deadline: Int64) throws(ConnectFailure) {
    do {
      let socket = try Socket.connecting(to: address)
      try socket.prepareForChat()
      let session = try TLSConnection(context, fileDescriptor: socket.raw)
      self.session = session
      self.socket = socket
    } catch {
      throw .unreachable("\(address): \(error)")
    }
    self.deadline = deadline
  }

  var descriptor: Int32 { socket.raw }

  /// The server's key; once the connection is open, one of those trusted.
  var serverPin: PublicKeyPin? { session.peerPin }

  /// The end of the server's certificate, in seconds since 1970.
  var certificateEnd: Int64? { session.peerNotAfter }

  /// Goes on connecting, then with the handshake, which has until `handshakeDeadline`.
  func advance(handshakeDeadline: Int64) -> Progress {
    if state == .connecting {
      if let error = socket.connectResult() { return .failed(.unreachable("\(error)")) }
      // SO_ERROR has nothing to say about a connection that is still being made.
      guard (try? socket.peerAddress()) != nil else { return .waiting }
      state = .handshaking
      deadline = handshakeDeadline
    }
    if state == .open { return .open }
    do throws(TLSError) {
      switch try session.handshake() {
      case .done: break
      case .wantRead:
        wantsWrite = false
        return .waiting
      case .wantWrite:
        wantsWrite = true
        return .waiting
      case .endOfStream: return .failed(.unreachable("closed during the handshake"))
      }
    } catch {
      return .failed(ConnectFailure(error))
    }
    // The handshake sees to it; should it ever not, not one byte leaves.
    guard session.applicationProtocol == TLSConfiguration.numberedProtocol else {
      return .failed(.wrongProtocol("no common application protocol"))
    }
    state = .open
    wantsWrite = false
    return .open
  }

  func read(into buffer: inout [UInt8]) throws(TLSError) -> TLSProgress {
    var span = buffer.mutableSpan
    let progress = try session.read(into: &span)
    if progress == .wantWrite { wantsWrite = true }
    return progress
  }

  /// Sends from the front of `bytes` what can be sent now, and takes it off.
  func write(_ bytes: inout [UInt8]) throws(TLSError) -> Bool {
    var taken = 0
    wantsWrite = false
    var isOpen = true
    sending: while taken < bytes.count {
      switch try session.write(bytes.span.extracting(taken...)) {
      case .done(let count): taken += count
      case .wantWrite:
        wantsWrite = true
        break sending
      case .wantRead: break sending
      case .endOfStream:
        isOpen = false
        break sending
      }
    }
    // After want-write only the same bytes again: they stay at the front, whatever is added behind them.
    bytes.removeFirst(taken)
    return isOpen
  }

  /// Says close_notify, as far as that can be said at once.
  func close() {
    _ = session.close()
  }
}
