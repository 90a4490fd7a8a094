import Reactor
import TLS

/// The people whom one has written to privately: a `RecordFile`, those whose keys were kept last at the end.
package struct KnownPeople: Sendable {
  /// The most people. Those whose keys were kept longest ago go for the sake of others, also where the file
  /// would be larger than `PrivateFile` reads.
  package static let maximumPeople = 4_096

  private let file: RecordFile<KnownPerson>

  /// The known people in the file `path`. Its folder is made, closed to others, when there is something to
  /// keep.
  package init(path: String) {
    file = RecordFile(path: path)
  }

  /// `known_people` in the `StateFolder`, nil where there is none. `lookup` gives the value of a variable.
  package static func standard(_ lookup: (String) -> String?) -> KnownPeople? {
    StateFolder.path(lookup).map { KnownPeople(path: $0 + "/known_people") }
  }

  /// The file.
  package var path: String { file.path }

  /// All of them; none where there is no file yet.
  package func all() throws(RecordFileError) -> [KnownPerson] { try file.all() }

  /// Keeps a person, in place of what was known of the name.
  package func keep(_ person: KnownPerson) throws(RecordFileError) {
    try file.change { people in
      people.removeAll { $0.key == person.key }
      people.append(person)
      var bytes = people.reduce(0) { $0 + $1.line.utf8.count + 1 }
      while people.count > Self.maximumPeople || bytes > PrivateFile.maximumBytes {
        bytes -= people.removeFirst().line.utf8.count + 1
      }
    }
  }
}
