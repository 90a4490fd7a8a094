// TLS: one session on one non-blocking socket.
//
// A `TLSConnection` is owned by whoever owns its descriptor, an I/O thread of the server or the link thread
// of the client, and is used by that thread alone, since an OpenSSL session must never be used by two threads
// at once. It is not copyable and not `Sendable`, so the compiler sees to that. `TLSContext`, `Credentials`
// and what they are made of never change after they were made, and may be shared by all threads.
//
// The calling order: `handshake` until it is done, `read` and `write` in any order, `close`, and then the
// descriptor is closed.

import CTLS

/// One end of a TLS session.
///
/// It reads ahead: bytes that the socket has handed over already lie inside the session, where epoll cannot
/// see them. So read once as soon as the handshake is done, read until `.wantRead`, and whoever stops earlier
/// must come back while `hasPending`, without waiting for the socket.
///
/// Its calls change the session, not the value, so an owner holds it in a `let`: what keeps two threads apart
/// is that it is not `Sendable`.
@safe package struct TLSConnection: ~Copyable {
  let handle: OpaquePointer
  // Neither is asked for anything: the session's callbacks use what they own.
  private let context: TLSContext
  private let outbox: TLSOutbox?

  /// A session of the context's role on a connected, non-blocking socket.
  ///
  /// - Parameters:
  ///   - fileDescriptor: stays the caller's, who closes it after this value is gone.
  ///   - outbox: where what is written may wait for its `send`; without one it is sent at once.
  /// - Throws: `TLSError` where memory is short.
  package init(_ context: TLSContext, fileDescriptor: Int32, outbox: TLSOutbox? = nil) throws(TLSError) {
    guard let handle = unsafe ctls_connection_new(context.handle, fileDescriptor, outbox?.handle) else {
      throw TLSError("connection")
    }
    unsafe self.handle = handle
    self.context = context
    self.outbox = outbox
  }

  deinit {
    unsafe ctls_connection_free(handle)
  }

  /// Goes on with the handshake. `.done(0)` when it is complete, and ever after.
  ///
  /// - Throws: `TLSError`; its `kind` tells a server that was not the pinned one
  ///   (`.certificateRejected`), and what a server's peer did wrong. The alert has been sent by then.
  package func handshake() throws(TLSError) -> TLSProgress {
    try progress("handshake", unsafe ctls_handshake(handle))
  }

  /// Reads at most a record's worth (16 KiB) into `buffer`, from its front or from `start` on.
  ///
  /// - Returns: `.done` with at least one byte where `buffer` has room for one.
  /// - Throws: `TLSError`, where the peer broke the protocol or sent more than 8 KeyUpdates in a minute
  ///   (`.tooManyKeyUpdates`), or where the handshake is not complete.
  package func read(
    into buffer: inout MutableSpan<UInt8>, from start: Int = 0
  ) throws(TLSError) -> TLSProgress {
    precondition(0...buffer.count ~= start, "a place that is not in the buffer")
    let handle = unsafe handle
    let result = unsafe buffer.withUnsafeMutableBytes { bytes in
      let free = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[start...])
      return unsafe ctls_read(handle, free.baseAddress, free.count)
    }
    return try progress("read", result)
  }

  /// Seals a record (at most 16 KiB) from the front of `bytes` and hands it to the socket; where one waited
  /// to go out, that one and the next. With an outbox records of at most 2 KiB together wait there, in place
  /// of the socket, unless something is `unsent`.
  ///
  /// - Returns: `.done` with the number of bytes taken, maybe fewer than given. After `.wantWrite` the record
  ///   is sealed and half out: call again with the same bytes, which may lie elsewhere by then and may be
  ///   followed by more, but neither be changed nor be fewer.
  /// - Throws: `TLSError`, as `read`.
  package func write(_ bytes: Span<UInt8>) throws(TLSError) -> TLSProgress {
    let handle = unsafe handle
    let result = unsafe bytes.withUnsafeBytes { unsafe ctls_write(handle, $0.baseAddress, $0.count) }
    return try progress("write", result)
  }

  /// Whether the socket did not take all that waited in the outbox. The rest goes out with `sendUnsent`, or
  /// with the next `write` or `close`, which say `.wantWrite` until it is out.
  package var hasUnsent: Bool {
    unsafe ctls_has_unsent(handle)
  }

  /// Bytes of it.
  package var unsentCount: Int {
    unsafe ctls_unsent_count(handle)
  }

  /// Goes on sending what is `unsent`, and what waits in the outbox.
  ///
  /// - Returns: `.done(0)` when nothing is left of either, `.wantWrite`, or the end of the stream.
  /// - Throws: `TLSError` where the socket fails otherwise.
  package func sendUnsent() throws(TLSError) -> TLSProgress {
    try progress("send", unsafe ctls_send_unsent(handle))
  }

  /// Lets go of what is `unsent`, and of what waits in the outbox: the peer gets neither, so nothing can be
  /// written after it.
  package func forgetUnsent() {
    unsafe ctls_forget_unsent(handle)
  }

  /// Says close_notify: nothing more comes from this end. Reading goes on until the peer says the same.
  ///
  /// - Returns: `.done(0)` when it is sent, and ever after; `.wantWrite`: call again when the socket is
  ///   writable; `.endOfStream(clean: false)` where it cannot be said: before the handshake is complete,
  ///   after a failure, and while a `write` wants to be called again.
  package func close() -> TLSProgress {
    let result = unsafe ctls_close(handle)
    return switch result.status {
    case .done: .done(0)
    case .wantWrite: .wantWrite
    case .wantRead, .closed, .cut, .failed: .endOfStream(clean: false)
    }
  }

  /// Whether the session holds bytes from the socket that `read` has not given out. They may be less than a
  /// record: `read` says `.wantRead` then, and that is to be believed until the socket is readable.
  package var hasPending: Bool {
    unsafe ctls_has_pending(handle)
  }

  /// What ALPN (RFC 7301) settled on; nil where the client offered nothing, and before the handshake.
  package var applicationProtocol: String? {
    var name: UnsafePointer<UInt8>?
    var length: UInt32 = 0
    unsafe SSL_get0_alpn_selected(ctls_connection_ssl(handle), &name, &length)
    guard let name = unsafe name, length > 0 else { return nil }
    return unsafe String(decoding: UnsafeBufferPointer(start: name, count: Int(length)), as: UTF8.self)
  }

  /// The key that the peer showed. At a client the server's, also where the handshake was refused for it; at
  /// a server that of the client's certificate, nil where it showed none.
  ///
  /// Only after the handshake is it proved that the peer holds the key.
  package var peerPin: PublicKeyPin? {
    let handle = unsafe handle
    return unsafe PublicKeyPin { unsafe ctls_peer_pin(handle, $0) }
  }

  /// When the certificate that the peer showed ends, in seconds since 1970; nil where it showed none. The
  /// handshake does not look at it: under a pin an expired certificate is worth a warning, not a refusal.
  package var peerNotAfter: Int64? {
    var seconds: Int64 = 0
    return unsafe ctls_peer_not_after(handle, &seconds) ? seconds : nil
  }

  /// How many KeyUpdates the peer has sent (and session tickets, which papod never sends). More than 8 within
  /// a minute make `read` fail.
  package var keyUpdateCount: Int {
    Int(unsafe ctls_post_handshake_messages(handle))
  }

  /// The cipher suite for display, "TLS_AES_128_GCM_SHA256"; nil before the handshake.
  package var cipherSuite: String? {
    guard let cipher = unsafe SSL_get_current_cipher(ctls_connection_ssl(handle)) else { return nil }
    return unsafe String(cString: SSL_CIPHER_get_name(cipher))
  }

  /// The version for display, "TLSv1.3".
  package var protocolVersion: String {
    unsafe String(cString: SSL_get_version(ctls_connection_ssl(handle)))
  }

  @inline(__always)
  private borrowing func progress(
    _ operation: StaticString, _ result: ctls_result
  ) throws(TLSError) -> TLSProgress {
    switch result.status {
    case .done: .done(Int(result.bytes))
    case .wantRead: .wantRead
    case .wantWrite: .wantWrite
    case .closed: .endOfStream(clean: true)
    case .cut: .endOfStream(clean: false)
    case .failed: throw failure(operation, errno: result.error)
    }
  }

  @inline(never)
  private borrowing func failure(_ operation: StaticString, errno: Int32) -> TLSError {
    TLSError(operation.description, errno: errno, presented: peerPin)
  }
}
