import Journal
import JournalSQLite
import Reactor
import TestSupport
import Testing

import class Foundation.FileHandle
import class Foundation.FileManager
import class Foundation.Pipe
import class Foundation.Process
import struct Foundation.URL

// `papod names`, as the person who runs the server types it.

@Suite struct PapodNamesTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var path: String { folder.path + "/journal.db" }

  /// What a life of a server left: a name that belongs to a key, and one that does not.
  private func journal() throws -> SQLiteJournal {
    let journal = try SQLiteJournal(path, newRoom: RoomID(1)) { Clock.wallMilliseconds }
    let key = try #require(PersonKey([UInt8](repeating: 0, count: PersonKey.byteCount)))
    for (id, name, keys) in [(1, "ana", [key]), (2, "rui", [])] as [(UInt64, String, [PersonKey])] {
      let identity = Identity(
        name: Array(name.utf8), key: Array(name.utf8), isResumable: true, keys: keys)
      journal.submit([
        Draft(id: id, session: SessionID(high: id, low: 1), number: 0, event: .joined(identity))
      ])
    }
    return journal
  }

  private func papod(_ arguments: String...) throws -> (status: Int32, output: String, errors: String) {
    let process = Process()
    process.executableURL = URL(filePath: try TestPrograms.path(of: "papod"))
    process.arguments = ["names"] + arguments + ["--journal", path]
    process.environment = ["LC_ALL": "en_US.UTF-8", "HOME": folder.path]
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    func text(_ pipe: Pipe) -> String {
      String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    }
    let (told, complained) = (text(output), text(errors))
    process.waitUntilExit()
    return (process.terminationStatus, told, complained)
  }

  private static let zeros = "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
  private static let ones = "sha256//AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="

  @Test("Names are listed, given and freed in the journal of a server that is stopped")
  func changes() throws {
    do { _ = try journal() }
    let listed = try papod().output.split(separator: " ")
    #expect(listed.count == 3 && listed[0] == "ana" && listed[2] == "\(Self.zeros)\n")
    #expect(listed[1].wholeMatch(of: /2\d{3}-[01]\d-[0-3]\d/) != nil)
    let given = "the name ANA belongs to \(Self.ones) now, and to no other key\n"
    #expect(try papod("give", "ANA", Self.ones) == (0, given, ""))
    #expect(try papod("list").output.hasSuffix(" \(Self.ones)\n"))
    #expect(try papod("free", "ana") == (0, "the name ana is for whoever asks next\n", ""))
    #expect(try papod("list").output.isEmpty)
    let again = try papod("free", "ana")
    #expect(again.status == 1 && again.errors == "Error: the name ana belongs to no key\n")
  }

  @Test("A journal that a server has is left alone, and none is made where there is none")
  func inUse() throws {
    let none = try papod("list")
    #expect(none.status == 1 && none.errors == "Error: no journal at \(path)\n")
    let journal = try journal()
    let inUse = try papod("free", "ana")
    #expect(inUse.status == 1 && inUse.errors.contains("another server uses this journal"))
    #expect(try journal.reader.oldest() == SequenceNumber(1))
  }

  @Test("No stream is made where there is none, and nothing is left of what was read of one")
  func stream() throws {
    let nats = try TestNATSServer()
    let arguments = ["names", "--journal", "nats://127.0.0.1:\(nats.port)/ROOM"]
    let home = try TemporaryFolder()
    let (end, output) = try TestPrograms.run(
      "papod", arguments, in: home, environment: ["TMPDIR": home.path])
    #expect(end == .exit(1) && output.hasSuffix("cannot be a journal: it does not exist\n"))
    #expect(try nats.count("/ROOM") == 0 && !nats.stores("ROOM"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: home.path) == ["written"])
  }

  @Test(
    "What is no name, no pin and no file is refused",
    arguments: [
      ["free", "a b"], ["free"], ["give", "ana"], ["give", "ana", "sha256//x"], ["give", "-a", Self.ones],
      ["steal", "ana"],
    ])
  func wrong(arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(filePath: try TestPrograms.path(of: "papod"))
    process.arguments = ["names"] + arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 64)
  }
}
