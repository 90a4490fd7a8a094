import CTLS

/// Where records of many sessions wait, to be sent one after the other: to seal and to send by turns costs a
/// tenth more.
///
/// Used by the one thread that has the sessions. Whoever has written calls `send` before it waits for
/// anything.
@safe package final class TLSOutbox {
  let handle: OpaquePointer

  /// Where memory is short the program ends, as with any object.
  package init() {
    guard let handle = unsafe ctls_outbox_new() else { preconditionFailure("no memory for an outbox") }
    unsafe self.handle = handle
  }

  deinit {
    unsafe ctls_outbox_free(handle)
  }

  /// Sends all that waits.
  ///
  /// - Returns: whether a session has something `unsent`, of this time or one before, that was not told of
  ///   yet: it is to be looked for, since nobody else will say so.
  package func send() -> Bool {
    unsafe ctls_outbox_send(handle)
    return unsafe ctls_outbox_take_has_unsent(handle)
  }
}
