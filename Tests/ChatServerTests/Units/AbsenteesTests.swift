import Reactor
import Testing

@testable import ChatServer

@Suite("Sessions without a connection")
struct AbsenteesTests {
  private static let here = SocketAddress.loopback(port: 0).ipAddress
  private static let there = SocketAddress.anyIPv4(port: 0).ipAddress
  private var absentees = Absentees()

  @Test("are counted each once, wherever they come from")
  mutating func count() {
    absentees.note(Sample.ana, from: Self.here)
    absentees.note(Sample.beto, from: nil)
    absentees.note(Sample.ana, from: Self.there)
    #expect(absentees.count == 2)
    absentees.forget(Sample.ana)
    absentees.forget(Sample.ana)
    absentees.forget(Sample.caio)
    #expect(absentees.count == 1)
    absentees.forget(Sample.beto)
    #expect(absentees.count == 0)
  }

  @Test("are known by address, the oldest first, where there are more than the limit")
  mutating func oldest() {
    absentees.note(Sample.ana, from: Self.here)
    absentees.note(Sample.beto, from: Self.here)
    absentees.note(Sample.caio, from: Self.there)
    #expect(absentees.oldest(from: Self.here, beyond: 2) == nil)
    #expect(absentees.oldest(from: Self.here, beyond: 1) == Sample.ana)
    #expect(absentees.oldest(from: Self.there, beyond: 1) == nil)
    // Away again is away since now.
    absentees.note(Sample.ana, from: Self.here)
    #expect(absentees.oldest(from: Self.here, beyond: 1) == Sample.beto)
    absentees.forget(Sample.beto)
    #expect(absentees.oldest(from: Self.here, beyond: 1) == nil)
    #expect(absentees.oldest(from: Self.here, beyond: 0) == Sample.ana)
  }
}
