import TLS
import Testing

@testable import ChatServer

@Suite("Why a connection ended")
struct CloseReasonTests {
  private static let ours = TLSError("handshake", kind: .notTLS)
  private static let theirs = TLSError("handshake", kind: .alert(42))
  private static let system = TLSError("read", kind: .other, errno: 12)

  @Test("is penalised where the peer did what it must not")
  func penalised() {
    #expect(CloseReason.handshakeFailed(Self.ours).misdeed(place: .handshaking) == .failedHandshake)
    #expect(CloseReason.handshakeTimeout.misdeed(place: .handshaking) == .silence)
    #expect(CloseReason.nameTimeout.misdeed(place: .unnamed) == .silence)
    #expect(CloseReason.namesRefused.misdeed(place: .unnamed) == .names)
    #expect(CloseReason.offence(.nul).misdeed(place: .named) == .offence)
    let flood = CloseReason.tlsError(TLSError("read", kind: .tooManyKeyUpdates))
    #expect(flood.misdeed(place: .named) == .offence)
  }

  @Test("is penalised a little where somebody only looked: a first contact breaks the handshake off")
  func looks() {
    #expect(CloseReason.handshakeFailed(Self.theirs).misdeed(place: .handshaking) == .left)
    for reason in [CloseReason.cut, .closedByPeer] {
      #expect(reason.misdeed(place: .handshaking) == .left && reason.misdeed(place: .unnamed) == .left)
      #expect(reason.misdeed(place: .named) == nil && reason.misdeed(place: .surplus) == nil)
    }
  }

  @Test("is not penalised where it is nobody's fault, or the system's")
  func innocent() {
    for reason in [
      CloseReason.finished, .slow, .silent, .surplus(.full), .unreadable, .stopped, .tlsError(Self.system),
      .handshakeFailed(Self.system), .tlsError(Self.theirs),
    ] {
      #expect(reason.misdeed(place: .unnamed) == nil)
    }
  }
}
