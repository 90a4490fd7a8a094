extension Connection {
  enum Phase {
    case handshaking
    /// A name is awaited.
    case naming
    /// A name, or the taking up of a session, is with the journal thread; no line is handled until it has
    /// answered.
    case entering
    /// What the session missed is being sent; no line is handled until it has been.
    case catchingUp
    /// In the room: reads the log.
    case live
    /// Only what stands in `pending` and `own` is still to be sent.
    case closing(CloseReason)
    /// Everything is said; what still comes in is thrown away until the peer ends too.
    case lingering(CloseReason)
  }
}
