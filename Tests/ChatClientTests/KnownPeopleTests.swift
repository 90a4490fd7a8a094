import ChatClient
import Glibc
import TLS
import TestSupport
import Testing
import Wire

@Suite("The known people")
struct KnownPeopleTests {
  private let folder: TemporaryFolder
  private let file: TestFile
  private let people: KnownPeople
  private let bia: KnownPerson
  private let elsewhere: KnownPerson

  init() throws {
    folder = try TemporaryFolder()
    people = KnownPeople(path: folder.path + "/state/papo/known_people")
    file = TestFile(people.path)
    let other = try #require(Address(parsing: "[::1]:7444"))
    bia = KnownPerson(
      address: .local, name: try Name("Bia"), pins: [try pin(1), try pin(2)], firstSeen: Day(seconds: 0))
    elsewhere = KnownPerson(
      address: other, name: try Name("bia"), pins: [try pin(3)], firstSeen: Day(seconds: 86_400))
  }

  @Test("are kept by server and name, in a file and a folder for the owner alone")
  func kept() throws {
    #expect(try people.all().isEmpty)
    try people.keep(bia)
    try people.keep(elsewhere)
    #expect(try people.all() == [bia, elsewhere])
    #expect(
      try file.text() == "localhost:7443 bia \(try pin(1));\(try pin(2)) 1970-01-01\n"
        + "[::1]:7444 bia \(try pin(3)) 1970-01-02\n")
    #expect(try file.mode() == 0o600)
    #expect(try TestFile(folder.path + "/state/papo").mode() == 0o700)
  }

  @Test("have a name once, however it is written, with the keys that were kept last")
  func replaced() throws {
    try people.keep(bia)
    try people.keep(elsewhere)
    let later = KnownPerson(
      address: .local, name: try Name("BIA"), pins: [try pin(4)], firstSeen: Day(seconds: 86_400))
    try people.keep(later)
    #expect(try people.all() == [elsewhere, later])
  }

  @Test("are 4,096 at the most: those go whose keys were kept longest ago")
  func bounded() throws {
    let lines = try (1..<KnownPeople.maximumPeople).map { "localhost:7443 n\($0) \(try pin(1)) 1970-01-01\n" }
    try people.keep(bia)
    try file.write(lines.joined())
    try people.keep(bia)
    #expect(try people.all().count == KnownPeople.maximumPeople)
    try people.keep(elsewhere)
    let kept = try people.all()
    #expect(kept.count == KnownPeople.maximumPeople)
    #expect(kept.first?.nameKey == Array("n2".utf8))
    #expect(kept.suffix(2) == [bia, elsewhere])
  }

  @Test("never fill more than can be read again")
  func boundedBytes() throws {
    let pins = Array(repeating: "\(try pin(1))", count: 16).joined(separator: ";")
    let line = "localhost:7443 n0000 \(pins) 1970-01-01\n"
    let count = PrivateFile.maximumBytes / line.utf8.count
    let lines = (0..<count).map { number in
      line.replacing("n0000", with: "n" + String(10_000 + number).dropFirst())
    }
    try people.keep(bia)
    try file.write(lines.joined())
    for number: UInt8 in 1...9 {
      try people.keep(
        KnownPerson(
          address: .local, name: try Name("m\(number)"), pins: [try pin(number)], firstSeen: Day(seconds: 0)))
    }
    #expect(try file.text().utf8.count <= PrivateFile.maximumBytes)
    let kept = try people.all()
    #expect(kept.last?.nameKey == Array("m9".utf8))
    #expect(kept.first?.nameKey != Array("n0000".utf8))
    #expect(kept.count > count - 3)
  }

  @Test(
    "fail closed at a line that is not theirs, and say which",
    arguments: [
      "", "localhost:7443 rui 2026-01-01", "localhost rui PIN 2026-01-01", "localhost:7443 PIN 2026-01-01",
      "localhost:7443 rui PIN", "localhost:7443 rui PIN; 2026-01-01", "localhost:7443 rui PIN 2026-1-1",
      "localhost:7443  PIN 2026-01-01", "localhost:7443 r\u{1B}i PIN 2026-01-01", "# known",
    ])
  func malformed(line: String) throws {
    try people.keep(bia)
    try file.write(file.text() + line.replacing("PIN", with: try pin(1).description) + "\n")
    let error = RecordFileError.malformed(path: people.path, line: 2)
    #expect(throws: error) { try people.all() }
    #expect(throws: error) { try people.keep(elsewhere) }
  }

  @Test("fail closed at a person who stands there twice, and at a file that others can read")
  func unsafeFile() throws {
    try people.keep(bia)
    _ = unsafe chmod(people.path, 0o640)
    #expect(throws: RecordFileError.file(path: people.path, .openToOthers(mode: 0o640))) {
      try people.all()
    }
    _ = unsafe chmod(people.path, 0o600)
    try file.write(file.text() + file.text())
    #expect(throws: RecordFileError.repeated(path: people.path, line: 2)) { try people.all() }
  }

  @Test("stand where XDG has them")
  func standard() {
    #expect(path(["XDG_STATE_HOME": "/state"]) == "/state/papo/known_people")
    #expect(path(["HOME": "/h"]) == "/h/.local/state/papo/known_people")
    #expect(path([:]) == nil)
  }

  private func path(_ environment: [String: String]) -> String? {
    KnownPeople.standard { environment[$0] }?.path
  }
}
