import Glibc
import Testing

@testable import TLS

@Suite struct PrivateFileTests {
  @Test("A file is written anew with mode 0600, whatever it was before, and nothing else is left")
  func replace() throws {
    try Fixture.withFolder { folder in
      let path = "\(folder)/a"
      try PrivateFile.replace(path, with: [1, 2, 3])
      #expect(try PrivateFile.read(path) == [1, 2, 3])
      Fixture.write([9], to: path, mode: 0o666)
      try PrivateFile.replace(path, with: [])
      #expect(try PrivateFile.read(path) == [])
      #expect(Fixture.mode(of: path) == 0o600)
      #expect(Fixture.entries(of: folder) == ["a"])
    }
  }

  @Test("Where a link stood, the link is replaced and not what it points to")
  func replaceLink() throws {
    try Fixture.withFolder { folder in
      Fixture.write([1], to: "\(folder)/target")
      #expect(unsafe symlink("\(folder)/target", "\(folder)/link") == 0)
      try PrivateFile.replace("\(folder)/link", with: [2])
      #expect(try PrivateFile.read("\(folder)/link") == [2])
      #expect(try PrivateFile.read("\(folder)/target") == [1])
    }
  }

  @Test("A failure leaves nothing behind")
  func failure() throws {
    try Fixture.withFolder { folder in
      #expect(unsafe mkdir("\(folder)/a", 0o700) == 0)
      #expect(throws: FileProblem.system(EISDIR)) { try PrivateFile.replace("\(folder)/a", with: [1]) }
      #expect(Fixture.entries(of: folder) == ["a"])
      #expect(throws: FileProblem.missing) { try PrivateFile.replace("\(folder)/b/c", with: [1]) }
    }
  }

  @Test("1 MiB is read, one byte more is too much")
  func size() throws {
    try Fixture.withFolder { folder in
      let most = [UInt8](repeating: 1, count: PrivateFile.maximumBytes)
      Fixture.write(most, to: "\(folder)/most")
      let read = try PrivateFile.read("\(folder)/most")
      #expect(read.count == most.count)
      Fixture.write(most + [1], to: "\(folder)/more")
      #expect(throws: FileProblem.tooLarge) { try PrivateFile.read("\(folder)/more") }
    }
  }

  @Test("A public file may be a link and open to all, but must be regular")
  func publicFile() throws {
    try Fixture.withFolder { folder in
      Fixture.write([1], to: "\(folder)/target", mode: 0o644)
      #expect(unsafe symlink("\(folder)/target", "\(folder)/link") == 0)
      let read = try PrivateFile.read("\(folder)/link", rules: .publicFile)
      #expect(read == [1])
      #expect(throws: FileProblem.directory) { try PrivateFile.read(folder, rules: .publicFile) }
    }
  }

  @Test("Folders are made with those on the way, closed to others; those that are there stay as they are")
  func directories() throws {
    try Fixture.withFolder { folder in
      try PrivateFile.makeDirectory("\(folder)/a/b/c")
      for path in ["\(folder)/a", "\(folder)/a/b", "\(folder)/a/b/c"] {
        #expect(Fixture.mode(of: path) == 0o700)
      }
      #expect(unsafe chmod("\(folder)/a", 0o755) == 0)
      try PrivateFile.makeDirectory("\(folder)/a")
      #expect(Fixture.mode(of: "\(folder)/a") == 0o755)
    }
  }
}
