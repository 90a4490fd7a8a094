import CLinux
import Glibc

/// The owner of one non-blocking, close-on-exec TCP socket (or, for tests, one end of a socket pair), which
/// it closes when it ends. What a call says about waiting is never an error.
package struct Socket: ~Copyable, Sendable {
  private let descriptor: FileDescriptor

  /// Takes over the open socket `raw`, which is to be non-blocking already: from now on nobody else may close
  /// it.
  package init(takingOwnership raw: Int32) {
    descriptor = FileDescriptor(takingOwnership: raw)
  }

  /// A socket that listens on `address` alone, with room for `backlog` connections that nobody accepted yet
  /// (the kernel cuts it to net.core.somaxconn). An IPv6 socket takes no IPv4 (IPV6_V6ONLY), so that a server
  /// can have both side by side. Throws for instance EADDRINUSE or EACCES.
  package static func listening(
    on address: SocketAddress, backlog: Int32 = 4096
  ) throws(SystemError) -> Socket {
    let socket = try Socket(for: address)
    // Without it a restarted server would have to wait for the connections of its last life (tcp(7),
    // TIME_WAIT).
    try socket.set(SOL_SOCKET, SO_REUSEADDR, 1)
    if !address.ipAddress.isIPv4 { try socket.set(Int32(IPPROTO_IPV6), IPV6_V6ONLY, 1) }
    let raw = socket.raw
    try SystemCall.run("bind") { linux_bind(raw, address.forSystem) }
    try SystemCall.run("listen") { listen(raw, backlog) }
    return socket
  }

  /// A socket on its way to `address`, with TCP_NODELAY. When a poller says that it is writable,
  /// `connectResult()` tells how it went. Throws what the system knows at once, for instance ENETUNREACH.
  ///
  /// - Parameter source: which of this machine's addresses it comes from, of the same family; nil: as the
  ///   system has it. An address has 28,000 ports for one server (ip_local_port_range, ip(7)), so more
  ///   connections need more addresses.
  package static func connecting(
    to address: SocketAddress, from source: IPAddress? = nil
  ) throws(SystemError) -> Socket {
    let socket = try Socket(for: address)
    try socket.set(Int32(IPPROTO_TCP), TCP_NODELAY, 1)
    if let source {
      // Without it bind takes a port that no other connection from there has, whatever its server (ip(7)).
      try socket.set(Int32(IPPROTO_IP), IP_BIND_ADDRESS_NO_PORT, 1)
      let raw = socket.raw
      try SystemCall.run("bind") { linux_bind(raw, SocketAddress(source, port: 0).forSystem) }
    }
    if linux_connect(socket.raw, address.forSystem) < 0 {
      let code = errno
      // After EINTR the connection goes on being made as well (connect(2)); calling again would be EALREADY.
      if code != EINPROGRESS && code != EINTR { throw SystemError(call: "connect", code: code) }
    }
    return socket
  }

  /// Two connected stream sockets of the family AF_UNIX: no addresses, no TCP options. For tests.
  package static func pair() throws(SystemError) -> SocketPair {
    var ends: (Int32, Int32) = (-1, -1)
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    try SystemCall.run("socketpair") {
      unsafe withUnsafeMutableBytes(of: &ends) { bytes in
        unsafe socketpair(AF_UNIX, kind, 0, bytes.assumingMemoryBound(to: Int32.self).baseAddress)
      }
    }
    return SocketPair(first: Socket(takingOwnership: ends.0), second: Socket(takingOwnership: ends.1))
  }

  /// The number, for pollers and TLS sessions. It is valid for as long as this owner lives.
  package var raw: Int32 { descriptor.raw }

  /// The address on this side; where port 0 was asked for, with the port that was given.
  package func localAddress() throws(SystemError) -> SocketAddress {
    try Self.address("getsockname", linux_local_address(raw))
  }

  /// The address on the other side. Throws ENOTCONN where there is none yet or no more.
  package func peerAddress() throws(SystemError) -> SocketAddress {
    try Self.address("getpeername", linux_peer_address(raw))
  }

  /// The next connection of a listening socket, non-blocking and close-on-exec; nil where none is waiting.
  ///
  /// Connections that broke before they were accepted are passed over. EMFILE, ENFILE, ENOBUFS and ENOMEM are
  /// thrown, and leave the connection waiting: a level-triggered poller reports it again at once, so the
  /// caller must pause or use a spare descriptor (`FileDescriptor.spare`), or it spins.
  package func accept() throws(SystemError) -> AcceptedSocket? {
    while true {
      let answer = linux_accept(raw)
      if answer.result >= 0 {
        return AcceptedSocket(
          socket: Socket(takingOwnership: answer.result), peer: SocketAddress(answer.address))
      }
      switch errno {
      case EAGAIN, EWOULDBLOCK: return nil
      // Linux passes on what already went wrong on the new connection (accept(2), "Error handling").
      case EINTR, ECONNABORTED, EPROTO, ENETDOWN, ENOPROTOOPT, EHOSTDOWN, ENONET, EHOSTUNREACH, ENETUNREACH:
        continue
      case let code: throw SystemError(call: "accept4", code: code)
      }
    }
  }

  /// How connecting went, once the socket is writable: nil where it is connected. Asking takes the error away
  /// (SO_ERROR, socket(7)).
  package func connectResult() -> SystemError? {
    var code: Int32 = 0
    if unsafe linux_option(raw, SOL_SOCKET, SO_ERROR, &code) < 0 {
      return SystemError(call: "getsockopt", code: errno)
    }
    return code == 0 ? nil : SystemError(call: "connect", code: code)
  }

  /// Sets what a chat connection needs: no waiting to fill segments, and the dead found in 120 seconds,
  /// whether the line is idle (60 s, then 4 probes 15 s apart) or has bytes under way (protocol.md, tcp(7)).
  package func prepareForChat() throws(SystemError) {
    let tcp = Int32(IPPROTO_TCP)
    try set(tcp, TCP_NODELAY, 1)
    try set(SOL_SOCKET, SO_KEEPALIVE, 1)
    try set(tcp, TCP_KEEPIDLE, 60)
    try set(tcp, TCP_KEEPINTVL, 15)
    try set(tcp, TCP_KEEPCNT, 4)
    try set(tcp, TCP_USER_TIMEOUT, 120_000)
  }

  /// Reads what is there, at most `buffer.count` bytes; 0 at the end of the stream, nil where nothing is
  /// there yet.
  package func receive(into buffer: inout MutableSpan<UInt8>) throws(SystemError) -> Int? {
    try descriptor.read(into: &buffer)
  }

  /// Writes what the socket takes at once and says how many bytes, maybe fewer than given; nil where it takes
  /// none now. After the peer has gone it throws EPIPE, provided that `ProcessLimits.ignoreBrokenPipe()` was
  /// called before.
  package func send(_ bytes: Span<UInt8>) throws(SystemError) -> Int? {
    try descriptor.write(bytes)
  }

  /// Throws away up to `limit` bytes that wait to be read, at most 16 KiB a call, and says how many; 0 at the
  /// end of the stream, nil where nothing is there yet. For the last moments of a connection: closing one
  /// with unread bytes would send a reset, which can overtake what was last written to the peer (RFC 1122,
  /// 4.2.2.13).
  package func discardInput(upTo limit: Int) throws(SystemError) -> Int? {
    let raw = raw
    return try SystemCall.attempt("recv") { linux_discard(raw, Int64(limit)) }.map(Int.init)
  }

  /// Ends our direction: the peer reads to the end, and we can still read. Where the peer is gone, nothing
  /// happens.
  package func shutdownWriting() {
    _ = shutdown(raw, Int32(SHUT_WR))
  }

  /// Hands the socket on: whoever takes the number has to close it.
  package consuming func release() -> Int32 { descriptor.release() }

  private init(for address: SocketAddress) throws(SystemError) {
    self.init(takingOwnership: try SystemCall.run("socket") { linux_tcp_socket(address.forSystem) })
  }

  private func set(_ level: Int32, _ name: Int32, _ value: Int32) throws(SystemError) {
    let raw = raw
    try SystemCall.run("setsockopt") { linux_set_option(raw, level, name, value) }
  }

  private static func address(_ call: String, _ answer: linux_answer) throws(SystemError) -> SocketAddress {
    if answer.result < 0 { throw SystemError(call: call, code: errno) }
    return SocketAddress(answer.address)
  }
}
