import ChatLoad
import Glibc
import Reactor
import TestSupport
import Testing

@Suite("Run")
struct RunTests {
  /// A run that is short where all goes well.
  private static func settings(
    _ mode: Mode, _ language: Language, _ address: SocketAddress, receivers: Int, senders: Int = 0
  ) -> LoadSettings {
    var load = Load(mode: mode, language: language, receivers: receivers, seconds: 60)
    load.senders = senders
    var settings = LoadSettings(load: load, address: address)
    settings.label = "test"
    settings.limitSeconds = Double(TestClient.patience) / 1_000
    return settings
  }

  private static func run(_ settings: LoadSettings) throws -> RunResult {
    try Conductor.run(settings, RunWitness(progress: { _ in }, complaint: { _ in }))
  }

  @Test(
    "fanout: every message reaches everyone but its sender",
    arguments: [(Language.plain, 1), (.plain, 3), (.numbered, 1), (.numbered, 2)])
  func fanout(language: Language, threads: Int) throws {
    try TestServer.run { server in
      var settings = Self.settings(.fanout, language, server.address, receivers: 7, senders: 2)
      settings.load.threads = threads
      settings.load.window = 4
      settings.messages = 50
      settings.processes = [getpid()]
      settings.suite = "few"
      settings.pins = [server.pin]
      let result = try Self.run(settings)
      #expect(result.isClean, "\(result)")
      #expect(result.units == 50 * 2 * 8)
      #expect(result.unitsPerSecond > 0)
      #expect(result.latency?.count == 800)
      #expect(result.completion?.count == 100)
      #expect(result.serverMicrosecondsPerUnit != nil && result.residentKibibytes ?? 0 > 0)
      #expect(result.label == "test" && result.suite == "few" && result.load == settings.load)
      #expect(result.cipherSuite == "TLS_AES_128_GCM_SHA256")
      let curve = try #require(result.latency?.curve)
      #expect(curve.map(\.percentile) == curve.map(\.percentile).sorted())
      #expect(curve.map(\.microseconds) == curve.map(\.microseconds).sorted())
      #expect(curve.last?.percentile == 100 && curve.last?.microseconds == result.latency?.maximum)
    }
  }

  @Test("paced: as many messages as are due", arguments: [Language.plain, .numbered])
  func paced(language: Language) throws {
    try TestServer.run { server in
      var settings = Self.settings(.paced, language, server.address, receivers: 3, senders: 2)
      settings.load.rate = 200
      settings.load.seconds = 0.5
      let result = try Self.run(settings)
      #expect(result.isClean, "\(result)")
      #expect(result.units == 100 * 4)
      #expect(result.serverMicrosecondsPerUnit == nil)
    }
  }

  @Test("private: pairs write to each other", arguments: [(Language.plain, 1), (.numbered, 1), (.plain, 2)])
  func pairs(language: Language, threads: Int) throws {
    try TestServer.run { server in
      var settings = Self.settings(.private, language, server.address, receivers: 6)
      settings.load.threads = threads
      settings.messages = 20
      let result = try Self.run(settings)
      #expect(result.isClean, "\(result)")
      #expect(result.units == 60)
      #expect(result.latency?.count == 60)
    }
  }

  @Test("idle: what a connection costs", arguments: [Language.plain, .numbered])
  func idle(language: Language) throws {
    try TestServer.run { server in
      var settings = Self.settings(.idle, language, server.address, receivers: 5)
      settings.load.seconds = 0.1
      settings.processes = [getpid()]
      let result = try Self.run(settings)
      #expect(result.isClean, "\(result)")
      #expect(result.units == 5)
      #expect(result.connectSeconds ?? 0 > 0 && result.joinMicroseconds != nil)
      #expect(result.residentKibibytesPerConnection != nil && result.idleUtilization != nil)
    }
  }

  @Test("handshake: as many cycles as were asked for", arguments: [(Language.plain, 1), (.numbered, 2)])
  func handshake(language: Language, threads: Int) throws {
    try TestServer.run { server in
      var settings = Self.settings(.handshake, language, server.address, receivers: 4)
      settings.load.threads = threads
      settings.cycles = 25
      let result = try Self.run(settings)
      #expect(result.isClean, "\(result)")
      #expect(result.units == 25)
      #expect(result.latency?.count == 25 && result.completion?.count == 25)
    }
  }

  @Test("resume: everyone gets exactly what was missed", arguments: [1, 2])
  func resume(threads: Int) throws {
    try TestServer.run { server in
      var settings = Self.settings(.resume, .numbered, server.address, receivers: 9, senders: 1)
      settings.load.threads = threads
      settings.missed = 300
      settings.processes = [getpid()]
      let result = try Self.run(settings)
      #expect(result.isClean, "\(result)")
      #expect(result.units == 9)
      #expect(result.latency?.count == 9)
      #expect(result.peakKibibytes != nil)
    }
  }

  @Test("a server that gets nothing wrong is clean")
  func faultless() throws {
    let result = try Self.runFaulty(.none)
    #expect(result.isClean, "\(result)")
    #expect(result.units == 12)
  }

  @Test("irc: everyone registers, joins, answers pings, is heard, and leaves")
  func irc() throws {
    let result = try Self.runFaulty(.none, isIRC: true)
    #expect(result.isClean, "\(result)")
    #expect(result.units == 12)
    #expect(try Self.runFaulty(.doubles, isIRC: true).duplicated == 1)
    let server = try FaultyServer(.none, isIRC: true)
    var settings = Self.settings(.handshake, .irc, server.address, receivers: 3)
    settings.cycles = 9
    var complaints: [String] = []
    let witness = RunWitness(progress: { _ in }, complaint: { complaints.append($0) })
    let cycles = try withExtendedLifetime(server) { try Conductor.run(settings, witness) }
    #expect(cycles.isClean && cycles.units == 9 && complaints.isEmpty, "\(cycles) \(complaints)")
  }

  @Test("a delivery that is doubled is told")
  func doubled() throws {
    let result = try Self.runFaulty(.doubles)
    #expect(result.duplicated == 1 && !result.isClean, "\(result)")
    #expect(result.lost == 0 && result.isComplete)
  }

  @Test("a delivery that comes after a later one is told")
  func swapped() throws {
    let result = try Self.runFaulty(.swaps)
    #expect(result.reordered == 1 && !result.isClean, "\(result)")
    #expect(result.lost == 0 && result.isComplete)
  }

  @Test("a delivery that is lost, altered or cut off is told, and the run ends")
  func lost() throws {
    let lost = try Self.runFaulty(.loses)
    #expect(lost.lost == 1 && !lost.isComplete, "\(lost)")
    let altered = try Self.runFaulty(.alters)
    #expect(altered.malformed == 1 && altered.lost == 1 && !altered.isComplete, "\(altered)")
    let cut = try Self.runFaulty(.hangsUp)
    #expect(cut.disconnected == 1 && cut.lost == 3 && !cut.isComplete, "\(cut)")
  }

  /// Six messages for two receivers.
  private static func runFaulty(_ fault: FaultyServer.Fault, isIRC: Bool = false) throws -> RunResult {
    let server = try FaultyServer(fault, isIRC: isIRC)
    var settings = settings(.paced, isIRC ? .irc : .plain, server.address, receivers: 2, senders: 1)
    settings.load.rate = 1_000
    settings.messages = 6
    settings.patienceSeconds = 1
    return try withExtendedLifetime(server) { try run(settings) }
  }

  @Test("a server that cannot be reached, and one with another key, let nobody in")
  func unreachable() throws {
    let address = try Socket.listening(on: .loopback(port: 0)).localAddress()
    var complaints: [String] = []
    let settings = Self.settings(.fanout, .plain, address, receivers: 20, senders: 1)
    let result = try Conductor.run(
      settings, RunWitness(progress: { _ in }, complaint: { complaints.append($0) }))
    #expect(!result.isComplete && result.units == 0)
    #expect(complaints.count == 5 && complaints.allSatisfy { $0.contains("ECONNREFUSED") })

    try TestServer.run { server in
      var settings = Self.settings(.handshake, .plain, server.address, receivers: 2)
      settings.pins = [try TestCertificates.otherKey.certificate.pin]
      #expect(try !Self.run(settings).isComplete)
    }
  }

  @Test("a server that says nothing holds nobody longer than the limit")
  func limit() throws {
    let listener = try Socket.listening(on: .loopback(port: 0))
    var settings = Self.settings(.idle, .numbered, try listener.localAddress(), receivers: 2)
    settings.limitSeconds = 0.3
    let result = try Self.run(settings)
    #expect(!result.isComplete && result.units == 0)
    #expect(try listener.accept() != nil)
  }

  @Test("a process that is not there is told before anything is sent")
  func deadProcess() throws {
    let listener = try Socket.listening(on: .loopback(port: 0))
    var settings = Self.settings(.fanout, .plain, try listener.localAddress(), receivers: 2, senders: 1)
    settings.processes = [4_194_305]
    #expect(throws: ServerProbe.Unreadable.self) { try Self.run(settings) }
  }
}
