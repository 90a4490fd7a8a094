import Testing
import Wire

@testable import ChatServer

@Suite("The limits")
struct LimitsTests {
  @Test("are those of the protocol unless somebody sets them")
  func defaults() {
    let limits = Limits()
    #expect(limits.flood == TokenBucket.Rate(burst: 20, perSecond: 5))
    #expect(limits.commands.perSecond < 5)
    #expect(limits.handshakeTime == 10_000)
    #expect(limits.nameTime == 60_000)
    #expect(limits.promptDelay == 500)
    #expect(limits.namesRefused == 3)
    #expect(limits.lingerTime == 2_000)
    #expect(limits.lingerBytes == 65_536)
    #expect(limits.pingAfter == 30_000)
    #expect(limits.silenceTime == 75_000)
    #expect(limits.pongInterval == 10_000)
    #expect(limits.awayTime == 30_000)
    #expect(limits.sessionTime == 600_000)
    #expect(limits.stopTime == 5_000)
    #expect(!limits.limitsLoopback)
  }

  @Test("of what is asked for and given are the protocol's")
  func constants() {
    #expect(ClientLine.defaultHistory == 20)
    #expect(ClientLine.maximumHistory == 500)
    #expect(HistoryReader.historyBytes == 131_072)
    #expect(Welcome.namesInPlainWelcome == 50)
    #expect(Welcome.lineBytes == 4_096)
    #expect(NumberedRenderer.maximumHereBytes == 4_096)
    #expect(SessionToken.byteCount == 16)
    #expect(IOThread.recordBytes == 16_384)
  }
}
