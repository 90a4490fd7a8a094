import TLS

/// Every limit of the server that a person or a test may set. Times are in milliseconds.
package struct Limits: Sendable {
  /// Connections at once.
  package var maximumClients = 16_384
  /// Connections at once from one address, as `AddressBlocks` counts them.
  package var maximumClientsPerAddress = 128
  /// Handshakes under way at once. At it, accepting rests, and a handshake has `hurriedHandshakeTime`.
  package var maximumHandshakes = 2_048
  /// Handshakes under way at once from one address.
  package var maximumHandshakesPerAddress = 32
  /// Connections at once that have not entered, those that shake hands among them.
  package var maximumUnnamed = 8_192
  /// Connections at once from one address that have not entered.
  package var maximumUnnamedPerAddress = 64
  /// Sessions at once that are without a connection; past it, the oldest ends.
  package var maximumAway = 16_384
  /// The same of one address, which their last connection came from.
  package var maximumAwayPerAddress = 128
  /// Whether the limits per address and the penalties hold for loopback too.
  package var limitsLoopback = false
  /// Whether addresses are penalised for what their connections do (`Penalties`).
  package var penalises = true
  /// The flood limit: a burst of lines, then so many a second; nil switches it off, with that of the
  /// commands.
  package var flood: TokenBucket.Rate? = TokenBucket.Rate(burst: 20, perSecond: 5)
  /// `#quem` and `#historico`, which answer with more than they ask.
  package var commands = TokenBucket.Rate(burst: 5, perSecond: 0.5)
  /// KeyUpdates that a client may send within a minute.
  package var keyUpdatesPerMinute = TLSConfiguration.standardKeyUpdatesPerMinute
  /// From accepting to the end of the handshake.
  package var handshakeTime: Int64 = 10_000
  /// The same while others wait for one of the `maximumHandshakes`.
  package var hurriedHandshakeTime: Int64 = 1_000
  /// From the end of the handshake to an accepted name.
  package var nameTime: Int64 = 60_000
  /// Silence after the handshake before the prompt for a name.
  package var promptDelay: Int64 = 500
  /// Names refused in a row before the connection is closed.
  package var namesRefused = 3
  /// A write that makes no progress for so long ends the connection.
  package var writeTime: Int64 = 10_000
  /// A numbered connection that is behind the log for so long is cut, and its session goes on where it was:
  /// what is kept until it is delivered must not be for whoever is only seemingly here
  /// (`Roster.deliveryTime`, which is longer).
  package var behindTime: Int64 = 120_000
  /// How long an ending connection is read on, so that the last line is not lost in a reset.
  package var lingerTime: Int64 = 2_000
  /// How many bytes an ending connection is read on.
  package var lingerBytes = 64 << 10
  /// A numbered connection from which nothing came for so long is pinged.
  package var pingAfter: Int64 = 30_000
  /// A numbered connection from which nothing came for so long is cut.
  package var silenceTime: Int64 = 75_000
  /// A client's ping is answered at most once in this time.
  package var pongInterval: Int64 = 10_000
  /// A numbered session without a connection is told to have left after this time.
  package var awayTime: Int64 = 30_000
  /// A session that was told to have left ends after this time.
  package var sessionTime: Int64 = 600_000
  /// How long announcements wait for company; in a room in which writing to everyone takes longer than half
  /// of it, twice as long as that takes.
  package var announcementPatience: Int64 = 50
  /// What is queued is flushed for at most so long when the server stops.
  package var stopTime: Int64 = 5_000
  /// Bytes of batches that an I/O thread keeps for its slower readers; who falls behind by more is cut
  /// (`slow`).
  package var ringBytes = 16 << 20
  /// Bytes that wait for connections one by one, in all: what is to be sent to one alone, and the beginnings
  /// of lines. Past it, those connections end that hold most.
  package var bufferBytes = 256 << 20
  /// Bytes of the log in rendered pieces, for those who return, wherever they are held; past it the next ones
  /// wait until pieces were sent. Below 2.2 MiB, two of the largest pieces, it counts as that.
  package var pieceBytes = 64 << 20
  /// How many of these bytes are kept for whoever comes next.
  package var cachedPieceBytes = 16 << 20

  /// The defaults.
  package init() {}
}
