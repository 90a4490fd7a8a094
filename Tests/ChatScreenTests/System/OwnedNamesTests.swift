import TestSupport
import Testing

@Suite("Names that belong to keys, in whole sessions")
struct OwnedNamesTests {
  @Test("have a sign on the screen, and nobody else gets them, with another key or without")
  func owned() throws {
    try TestServer.run { server in
      let command = try server.papo(isGuest: false)
      let ana = try TmuxTerminal(command)
      try ana.wait(for: "│ ana✦ (you)")
      // Each terminal has a home of its own, and so a key of its own.
      let other = try TmuxTerminal(command)
      try other.wait(for: "ana: that name belongs to somebody else")
      try other.enter("bia")
      try other.wait(for: "│ bia✦ (you)")
      let guest = try TmuxTerminal(try server.papo())
      try guest.wait(for: "ana: that name belongs to somebody else")
      try guest.enter("rui")
      try guest.wait(for: "│ rui (you)")
      try ana.enter("olá")
      try other.wait(for: "ana✦: olá")
      try guest.enter("oi")
      try other.wait(for: "rui: oi")
    }
  }

  @Test("list their keys, and are lent to another one by its pin")
  func adopted() throws {
    try TestServer.run { server in
      let ana = try TmuxTerminal(try server.papo(isGuest: false), columns: 160)
      try ana.wait(for: "│ ana✦ (you)")
      let pin = "\(try TestCertificates.otherKey.key.pin)"
      try ana.enter("#adopt \(pin)")
      // The keys have changed, and then are asked for.
      try ana.wait("the keys of the name") { Self.lists(pin, on: $0) == 1 }
      try ana.enter("#keys")
      try ana.wait("the keys of the name, once more") { Self.lists(pin, on: $0) == 2 }
    }
  }

  /// How often the screen lists this key among those of our name.
  private static func lists(_ pin: String, on screen: TmuxScreen) -> Int {
    screen.rows.count { $0.contains("keys of your name: ") && $0.contains(pin) }
  }
}
