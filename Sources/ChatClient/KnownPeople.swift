import Reactor
import TLS

/// The people whom one has written to privately: a `SharedFile` with a line a person, keyed by the server's
/// host and port and by the name, those whose keys were kept last at the end.
package struct KnownPeople: Sendable {
  /// The most people. Those whose keys were kept longest ago go for the sake of others, also where the file
  /// would be larger than `PrivateFile` reads.
  package static let maximumPeople = 4_096

  private let file: SharedFile

  /// The known people in the file `path`. Its folder is made, closed to others, when there is something to
  /// keep.
  package init(path: String) {
    file = SharedFile(path: path)
  }

  /// `known_people` in the `StateFolder`, nil where there is none. `lookup` gives the value of a variable.
  package static func standard(_ lookup: (String) -> String?) -> KnownPeople? {
    StateFolder.path(lookup).map { KnownPeople(path: $0 + "/known_people") }
  }

  /// The file.
  package var path: String { file.path }

  /// All of them; none where there is no file yet.
  package func all() throws(KnownPeopleError) -> [KnownPerson] {
    let lines: [Substring]
    do throws(SharedFileError) {
      lines = try file.lines()
    } catch {
      throw .file(path: error.path, error.problem)
    }
    var people: [KnownPerson] = []
    var seen: Set<Key> = []
    for (index, line) in lines.enumerated() {
      guard let person = KnownPerson(parsing: line) else { throw .malformed(path: path, line: index + 1) }
      guard seen.insert(Key(person)).inserted else { throw .repeated(path: path, line: index + 1) }
      people.append(person)
    }
    return people
  }

  /// Keeps a person, in place of what was known of the name.
  package func keep(_ person: KnownPerson) throws(KnownPeopleError) {
    let lock = try lock()
    var people = try all().filter { Key($0) != Key(person) } + [person]
    var bytes = people.reduce(0) { $0 + $1.line.utf8.count + 1 }
    while people.count > Self.maximumPeople || bytes > PrivateFile.maximumBytes {
      bytes -= people.removeFirst().line.utf8.count + 1
    }
    try write(people)
    lock.release()
  }

  private struct Key: Hashable {
    let address: Address
    let nameKey: [UInt8]

    init(_ person: KnownPerson) {
      address = person.address
      nameKey = person.nameKey
    }
  }

  private func lock() throws(KnownPeopleError) -> FileLock {
    do throws(SharedFileError) {
      return try file.lock()
    } catch {
      throw .file(path: error.path, error.problem)
    }
  }

  private func write(_ people: [KnownPerson]) throws(KnownPeopleError) {
    do throws(SharedFileError) {
      try file.write(lines: people.map(\.line))
    } catch {
      throw .file(path: error.path, error.problem)
    }
  }
}
