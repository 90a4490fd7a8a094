import ChatClient
import Glibc
import Reactor
import TLS
import TestSupport
import Testing

@Suite("The known servers")
struct KnownServersTests {
  private let folder: TemporaryFolder
  private let file: TestFile
  private let servers: KnownServers
  private static let second = "sha256//" + String(repeating: "B", count: 42) + "A="
  private static let third = "sha256//" + String(repeating: "C", count: 42) + "A="

  private let one: KnownServer
  private let other: KnownServer

  init() throws {
    folder = try TemporaryFolder()
    servers = KnownServers(path: folder.path + "/state/papo/known_servers")
    file = TestFile(servers.path)
    one = KnownServer(
      address: try #require(Address(parsing: "chat.example")), pin: try pin(1), firstSeen: Day(seconds: 0))
    other = KnownServer(
      address: try #require(Address(parsing: "[::1]:7444")), pin: try pin(2), firstSeen: Day(seconds: 86_400))
  }

  @Test("are none where there is no file yet")
  func none() throws {
    #expect(try servers.all().isEmpty)
    #expect(try servers.server(at: .local) == nil)
    #expect(try servers.forget(.local) == nil)
  }

  @Test("are kept by host and port, in a file and a folder for the owner alone")
  func kept() throws {
    try servers.add(one)
    try servers.add(other)
    #expect(try servers.server(at: one.address) == one)
    #expect(try servers.server(at: other.address) == other)
    #expect(try servers.server(at: try #require(Address(parsing: "chat.example:7444"))) == nil)
    #expect(
      try file.text() == "chat.example:7443 \(one.pin) 1970-01-01\n[::1]:7444 \(other.pin) 1970-01-02\n")
    #expect(try file.mode() == 0o600)
    #expect(try TestFile(folder.path + "/state/papo").mode() == 0o700)
  }

  @Test("keep the first day of a server that is added again, and refuse another key")
  func again() throws {
    try servers.add(one)
    try servers.add(KnownServer(address: one.address, pin: one.pin, firstSeen: Day(seconds: 86_400)))
    #expect(try servers.all() == [one])
    #expect(throws: KnownServersError.alreadyKnown(one)) {
      try servers.add(KnownServer(address: one.address, pin: other.pin, firstSeen: one.firstSeen))
    }
  }

  @Test("keep the announced key beside today's, under today's alone, and forget it again")
  func next() throws {
    try servers.add(other)
    try servers.add(one)
    try servers.setNext(try pin(3), of: one.address, knownBy: try pin(2))
    #expect(try servers.server(at: one.address) == one)
    try servers.setNext(try pin(3), of: one.address, knownBy: one.pin)
    let known = try #require(try servers.server(at: one.address))
    #expect(known.pins == [one.pin, try pin(3)])
    #expect(known.firstSeen == one.firstSeen)
    #expect(try file.text().contains("chat.example:7443 \(one.pin);\(try pin(3)) 1970-01-01\n"))
    #expect(try servers.server(at: other.address) == other)
    // Adding it again changes nothing.
    try servers.add(one)
    #expect(try servers.server(at: one.address) == known)
    try servers.setNext(nil, of: one.address, knownBy: one.pin)
    #expect(try servers.server(at: one.address) == one)
    // What is not known is not known afterwards either.
    try servers.setNext(try pin(3), of: .local, knownBy: one.pin)
    #expect(try servers.all() == [other, one])
  }

  @Test("know a server by the announced key from the day on which it shows it, and by no other")
  func advance() throws {
    try servers.add(one)
    try servers.advance(one.address, to: try pin(3))
    #expect(try servers.server(at: one.address) == one)
    try servers.setNext(try pin(3), of: one.address, knownBy: one.pin)
    try servers.advance(one.address, to: try pin(4))
    #expect(try servers.server(at: one.address)?.pin == one.pin)
    try servers.advance(one.address, to: try pin(3))
    let changed = KnownServer(address: one.address, pin: try pin(3), firstSeen: one.firstSeen)
    #expect(try servers.server(at: one.address) == changed)
    #expect(try servers.forget(one.address) == changed)
  }

  @Test("forget one and keep the others")
  func forget() throws {
    try servers.add(one)
    try servers.add(other)
    #expect(try servers.forget(one.address) == one)
    #expect(try servers.all() == [other])
    #expect(try servers.forget(one.address) == nil)
  }

  @Test("lose nothing where several change them at once")
  func atOnce() throws {
    try servers.add(one)
    try servers.add(other)
    let failures = try Inbox<String>(limit: 64)
    let threads = try (0..<4).map { number in
      try Thread.start(name: "adder") { [servers, one] in
        do {
          for port in number * 8 + 1...number * 8 + 8 {
            let address = try #require(Address(parsing: "chat.example:\(port)"))
            try servers.add(KnownServer(address: address, pin: one.pin, firstSeen: one.firstSeen))
          }
          if number == 0 { _ = try servers.forget(one.address) }
        } catch {
          failures.post("\(error)")
        }
      }
    }
    for thread in threads { thread.join() }
    #expect(failures.count == 0)
    #expect(Set(try servers.all().map(\.address.port)) == Set(1...32).union([7_444]))
  }

  @Test(
    "fail closed at a line that is not theirs, and say which",
    arguments: [
      "", "chat.example:7443", "chat.example PIN 2026-01-01", "Chat.example:7443 PIN 2026-01-01",
      "chat.example:7443 sha256//AAAA 2026-01-01", "chat.example:7443 PIN", "chat.example:7443 PIN 2026-1-1",
      "chat.example:7443 PIN; 2026-01-01", "chat.example:7443 PIN;PIN 2026-01-01",
      "chat.example:7443 PIN;\(second);\(third) 2026-01-01", "chat.example:7443 PIN;sha256//AAAA 2026-01-01",
      "chat.example:7443  PIN 2026-01-01", "chat.example:7443 PIN 2026-01-01 ", "# known",
    ])
  func malformed(line: String) throws {
    try servers.add(other)
    try file.write(file.text() + line.replacing("PIN", with: one.pin.description) + "\n")
    #expect(throws: KnownServersError.unusable(.malformed(path: servers.path, line: 2))) {
      try servers.server(at: other.address)
    }
    #expect(throws: KnownServersError.unusable(.malformed(path: servers.path, line: 2))) {
      try servers.add(one)
    }
    #expect(throws: KnownServersError.unusable(.malformed(path: servers.path, line: 2))) {
      try servers.forget(one.address)
    }
  }

  @Test("fail closed at bytes that are no text, which no host's name can be")
  func noText() throws {
    try servers.add(other)
    let known = try PrivateFile.read(servers.path)
    let line = Array("ÿ.example:7443 \(one.pin) 2026-01-01\n".utf8)
    try PrivateFile.replace(servers.path, with: known + line)
    #expect(try servers.all().count == 2)
    // The second half of the letter alone.
    try PrivateFile.replace(servers.path, with: known + line.dropFirst())
    #expect(throws: KnownServersError.unusable(.malformed(path: servers.path, line: 2))) { try servers.all() }
  }

  @Test("fail closed at a server that stands there twice")
  func repeated() throws {
    try servers.add(one)
    try file.write("\(file.text())chat.example:7443 \(other.pin) 1970-01-01\n")
    #expect(throws: KnownServersError.unusable(.repeated(path: servers.path, line: 2))) { try servers.all() }
  }

  @Test("are not read from a file that others can write, nor through a link")
  func unsafeFile() throws {
    try servers.add(one)
    _ = unsafe chmod(servers.path, 0o620)
    #expect(throws: KnownServersError.unusable(.file(path: servers.path, .openToOthers(mode: 0o620)))) {
      try servers.all()
    }
    let link = KnownServers(path: folder.path + "/link")
    _ = unsafe chmod(servers.path, 0o600)
    _ = unsafe symlink(servers.path, link.path)
    #expect(throws: KnownServersError.unusable(.file(path: link.path, .symbolicLink))) { try link.all() }
    let linkedLock = KnownServers(path: folder.path + "/known")
    _ = unsafe symlink(servers.path, linkedLock.path + ".lock")
    #expect(throws: KnownServersError.unusable(.file(path: linkedLock.path + ".lock", .symbolicLink))) {
      try linkedLock.add(one)
    }
  }

  @Test("stand where XDG has them")
  func standard() throws {
    #expect(
      try path(["XDG_STATE_HOME": "/state", "HOME": "/home/ana"]) == "/state/papo/known_servers")
    #expect(
      try path(["XDG_STATE_HOME": "state", "HOME": "/home/ana"])
        == "/home/ana/.local/state/papo/known_servers")
    #expect(try path(["XDG_STATE_HOME": "", "HOME": "/h"]) == "/h/.local/state/papo/known_servers")
    #expect(throws: KnownServersError.noFolder) { try path([:]) }
    #expect(throws: KnownServersError.noFolder) { try path(["HOME": "home"]) }
  }

  private func path(_ environment: [String: String]) throws -> String {
    try KnownServers.standard { environment[$0] }.path
  }
}

/// A pin that no key has.
func pin(_ number: UInt8) throws -> PublicKeyPin {
  let bytes = [UInt8](repeating: number, count: PublicKeyPin.byteCount)
  return try #require(PublicKeyPin(parsing: "sha256//" + Base64.encode(bytes)))
}
