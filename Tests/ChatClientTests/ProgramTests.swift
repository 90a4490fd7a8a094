import ChatClient
import Dispatch
import Glibc
import Reactor
import TLS
import TestSupport
import Testing
import Wire

import class Foundation.FileHandle
import class Foundation.FileManager
import class Foundation.Pipe
import class Foundation.Process
import struct Foundation.URL

@Suite("The program")
struct ProgramTests {
  @Test("is not held up by a standard error that nobody reads")
  func errorNotRead() throws {
    let server = try ScriptedServer([])
    // Nobody listens there any more.
    #expect(server.finish() == [])
    let unread = Pipe()
    try Self.fill(unread.fileHandleForWriting.fileDescriptor)
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: tests).deletingLastPathComponent().appending(path: "papo")
    process.arguments = ["--name", "ana", "--pin", "\(try pin(1))", "\(server.address)"]
    let home = try TemporaryFolder()
    process.environment = TerminalEnvironment.variables(term: "dumb", home: home.path)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = unread.fileHandleForWriting
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    if ended.wait(timeout: .now() + .milliseconds(Int(TestClient.patience))) == .timedOut {
      kill(process.processIdentifier, SIGKILL)
      ended.wait()
      Issue.record("it hung")
    }
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 69)
  }

  @Test("joins from a link, in a pipe, and asks nobody about the server")
  func link() throws {
    try TestServer.run { server in
      let folder = try TemporaryFolder()
      let link = "papo://\(server.address)/?pin=\(server.pin)"
      let run = try TestPrograms.run("papo", [link, "--name", "ana"], in: folder)
      #expect(run.end == .exit(0), "\(run.output)")
      #expect(!FileManager.default.fileExists(atPath: folder.path + "/state/papo/known_servers"))
      let other = "papo://\(server.address)/?pin=\(try pin(1))"
      let refused = try TestPrograms.run("papo", [other, "--name", "ana"], in: folder)
      #expect(refused.end == .exit(78))
      #expect(refused.output.contains("\(SpokenPin(server.pin))"))
      // The pins of both are the server's.
      let both = try TestPrograms.run("papo", [other, "--name", "ana", "--pin", "\(server.pin)"], in: folder)
      #expect(both.end == .exit(0), "\(both.output)")
    }
  }

  @Test(
    "says what is wrong with a link",
    arguments: [
      ("papo://", "names no host"), ("papo://h/x", "only a / may stand"),
      ("papo://h/?pin=zz", "zz is no pin"), ("papo://ana@h/", "no @"), ("papo://h/?pins=1", "not pins="),
      ("papo://h/#x", "no place for a #"), ("papo://h:99999/", "no such host or port"),
      ("papo://h:0/", "no such host or port"), ("papo://%1B/", "no such host or port"),
    ])
  func badLink(link: String, words: String) throws {
    let run = try TestPrograms.run("papo", [link, "--name", "ana"], in: try TemporaryFolder())
    #expect(run.end == .exit(64))
    #expect(run.output.contains(words), "\(run.output)")
  }

  @Test("takes the groups that are read aloud for no pin")
  func groups() throws {
    let groups = "\(SpokenPin(try pin(1)))"
    let run = try TestPrograms.run("papo", ["localhost", "--pin", groups], in: try TemporaryFolder())
    #expect(run.end == .exit(64))
    #expect(run.output.contains("read aloud"))
  }

  @Test("shows the key that it made at its first start, and prints its pin", arguments: [true, false])
  func identity(isPrintedFirst: Bool) throws {
    let home = try TemporaryFolder()
    let printed = isPrintedFirst ? try ProgramRun(["--show-key"], in: home) : nil
    let server = try ScriptedServer([
      .tls([.expect("1 ana"), .send("+1 10\n= ready"), .expect("2 #sair"), .send("+2 11"), .close])
    ])
    let chat = try ProgramRun(["--name", "ana", "--pin", "\(server.pin)", "\(server.address)"], in: home)
    #expect(chat.end == .exit(0))
    #expect(server.finish() == [])
    let again = try ProgramRun(["--show-key"], in: home)
    let pin = try #require(PublicKeyPin(parsing: Dialogue.trimmed(again.output)))
    #expect(again.end == .exit(0))
    #expect(printed == nil || printed?.output == again.output)
    let shown = try ScriptedServer([.tls([.expectKey(pin), .expect("1 ana"), .close])])
    _ = try ProgramRun(["--name", "ana", "--pin", "\(shown.pin)", "\(shown.address)"], in: home)
    #expect(shown.finish() == [])
  }

  @Test("shows no key to whom it enters as a guest, and makes none")
  func guest() throws {
    let home = try TemporaryFolder()
    let server = try ScriptedServer([.tls([.expectKey(nil), .expect("1 ana"), .close])])
    _ = try ProgramRun(
      ["--guest", "--name", "ana", "--pin", "\(server.pin)", "\(server.address)"], in: home)
    #expect(server.finish() == [])
    #expect(!FileManager.default.fileExists(atPath: home.path + "/.local/share"))
  }

  @Test("ends with 78 where its own key cannot be used, tells nobody anything, and changes nothing")
  func brokenIdentity() throws {
    let home = try TemporaryFolder()
    let path = home.path + "/.local/share/papo/identity.pem"
    try PrivateFile.makeDirectory(home.path + "/.local/share/papo")
    try PrivateFile.replace(path, with: Array("not a key\n".utf8))
    for arguments in [["--name", "ana", "--pin", "\(try pin(1))", "127.0.0.1:1"], ["--show-key"]] {
      let run = try ProgramRun(arguments, in: home)
      #expect(run.end == .exit(78))
      #expect(run.output.contains("\(path): holds no private key in PEM; nothing was changed; --guest"))
    }
    #expect(try PrivateFile.read(path) == Array("not a key\n".utf8))
  }

  @Test("remembers the key of whom it wrote to privately")
  func newFriend() throws {
    let bia = try pin(1)
    let (run, keys) = try chat("@bia oi\n", known: nil, shown: bia, [.expect("2 @bia oi"), .send("+2 11")])
    #expect(run.end == .exit(0))
    #expect(keys == [bia])
  }

  @Test("in a pipe writes privately to a friend whose key changed only where it is told to")
  func changedFriend() throws {
    let (known, shown) = (try pin(1), try pin(2))
    let (refused, kept) = try chat("@bia oi\n", known: known, shown: shown, [])
    #expect(refused.end == .exit(0))
    #expect(refused.output.contains("known: \(known)\n  shown: \(shown)\n"))
    #expect(refused.output.contains("! not sent: @bia oi\n"))
    #expect(kept == [known])
    let (trusted, changed) = try chat(
      "@bia oi\n", ["--trust-people"], known: known, shown: shown, [.expect("2 @bia oi"), .send("+2 11")])
    #expect(trusted.end == .exit(0))
    #expect(!trusted.output.contains("not sent"))
    #expect(changed == [shown])
  }

  @Test("in a pipe writes privately to a friend who is away only where the name is still the friend's")
  func absentFriend() throws {
    let (known, other) = (try pin(1), try pin(2))
    func asked(_ pin: PublicKeyPin) -> [ScriptedServer.Step] {
      [.expect("2 #minhas-chaves bia"), .send("= owner bia \(pin)\n+2 -")]
    }
    let (refused, kept) = try chat("@bia oi\n", known: known, shown: nil, asked(other))
    #expect(refused.end == .exit(0))
    #expect(refused.output.contains("known: \(known)\n  shown: \(other)\n"))
    #expect(refused.output.contains("! not sent: @bia oi\n"))
    #expect(kept == [known])
    let sent = [ScriptedServer.Step.expect("3 @bia oi"), .send("+3 11")]
    let (friend, same) = try chat("@bia oi\n", known: known, shown: nil, asked(known) + sent)
    #expect(friend.end == .exit(0) && !friend.output.contains("not sent"))
    #expect(same == [known])
    let (_, changed) = try chat(
      "@bia oi\n", ["--trust-people"], known: known, shown: nil, asked(other) + sent)
    #expect(changed == [other])
  }

  @Test("ends with 78 where the known people cannot be read")
  func brokenPeople() throws {
    let home = try TemporaryFolder()
    let path = home.path + "/state/papo/known_people"
    try PrivateFile.makeDirectory(home.path + "/state/papo")
    try PrivateFile.replace(path, with: Array("nobody\n".utf8))
    let run = try ProgramRun(["--name", "ana", "--pin", "\(try pin(1))", "127.0.0.1:1"], in: home)
    #expect(run.end == .exit(78))
    #expect(run.output == "\(path):1: not \"HOST:PORT NAME sha256//… YYYY-MM-DD\"\n")
  }

  @Test("takes but one of the flags that exclude each other")
  func exclusiveFlags() throws {
    let home = try TemporaryFolder()
    for flags in [["--guest", "--show-key"], ["--guest", "--forget"], ["--show-key", "--forget"]] {
      #expect(try ProgramRun(flags, in: home).end == .exit(64))
    }
  }

  /// Ana, who knows Bia by one key, is in the room with Bia, whose name belongs to another there, or, without
  /// one, alone. The steps come between entering and leaving. Answers also by which keys Ana knows Bia then.
  private func chat(
    _ input: String, _ flags: [String] = [], known: PublicKeyPin?, shown: PublicKeyPin?,
    _ steps: [ScriptedServer.Step]
  ) throws -> (ProgramRun, [PublicKeyPin]?) {
    let number = 2 + steps.count / 2
    let here = shown.map { "ana bia\n= key bia \($0)" } ?? "ana"
    let server = try ScriptedServer([
      .tls(
        [.expect("1 ana"), .send("+1 10\n= here \(here)\n= ready")] + steps
          + [.expect("\(number) #sair"), .send("+\(number) 12"), .close])
    ])
    let home = try TemporaryFolder()
    let people = KnownPeople(path: home.path + "/state/papo/known_people")
    if let known {
      try people.keep(
        KnownPerson(
          address: server.address, name: try Name("bia"), pins: [known], firstSeen: Day(seconds: 0)))
    }
    let run = try ProgramRun(
      ["--name", "ana", "--pin", "\(server.pin)"] + flags + ["\(server.address)"], input: input, in: home)
    #expect(server.finish() == [])
    return (run, try people.all().first?.pins)
  }

  /// Leaves no room in a pipe, which blocks its writers as before.
  private static func fill(_ raw: Int32) throws {
    let flags = fcntl(raw, F_GETFL)
    try #require(fcntl(raw, F_SETFL, flags | O_NONBLOCK) == 0)
    let descriptor = try FileDescriptor.duplicate(of: raw)
    let bytes = [UInt8](repeating: 0x61, count: 4_096)
    while try descriptor.write(bytes.span) != nil {}
    try #require(fcntl(raw, F_SETFL, flags) == 0)
  }
}
