import ChatLoad
import Testing

@Suite("A load in words")
struct LoadWordingTests {
  @Test(
    "says what its mode asks",
    arguments: [
      (.fanout, 10, "200 receivers, 10 senders with 16 messages under way each, 100 bytes a message, 2.50 s"),
      (.fanout, 1, "200 receivers, 1 sender with 16 messages under way, 100 bytes a message, 2.50 s"),
      (.paced, 10, "200 receivers, 10 senders, 500 messages a second in all, 100 bytes a message, 2.50 s"),
      (.private, 0, "200 connections in pairs, 100 bytes a message, 2.50 s"),
      (.idle, 0, "200 connections"),
      (.handshake, 0, "200 connections under way at once, 2.50 s"),
      (.resume, 0, "200 sessions, 100 bytes a message"),
    ] as [(Mode, Int, String)])
  func modes(mode: Mode, senders: Int, wording: String) {
    var load = Load(mode: mode, language: .plain, receivers: 200, seconds: 2.5)
    load.senders = senders
    load.window = 16
    load.rate = 500
    #expect(load.wording == wording)
  }

  @Test("counts one as one, and thousands with commas")
  func counts() {
    #expect(Load(mode: .idle, language: .irc, receivers: 1, seconds: 0).wording == "1 connection")
    #expect(Load(mode: .idle, language: .irc, receivers: 5000, seconds: 0).wording == "5,000 connections")
  }
}
