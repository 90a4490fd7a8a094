import ChatClient
import Glibc
import Reactor
import TLS
import TestSupport
import Testing

@Suite("A person's own key")
struct IdentityTests {
  private let folder: TemporaryFolder
  private let identity: Identity

  init() throws {
    folder = try TemporaryFolder()
    identity = Identity(path: folder.path + "/data/papo/identity.pem")
  }

  @Test("is made once, in a file and a folder for the owner alone")
  func made() throws {
    let made = try identity.loadOrMake()
    #expect(try TestFile(identity.path).mode() == 0o600)
    #expect(try TestFile(folder.path + "/data/papo").mode() == 0o700)
    let bytes = try PrivateFile.read(identity.path)
    #expect(try identity.loadOrMake().key.pin == made.key.pin)
    #expect(try PrivateFile.read(identity.path) == bytes)
  }

  @Test("stands in a certificate that says nothing of the person, nor when it was made")
  func anonymous() throws {
    let one = try identity.loadOrMake().certificate
    #expect(one.names == [])
    #expect(one.notBefore == 0)
    // 9999-12-31, 23:59:59 UTC.
    #expect(one.notAfter == 253_402_300_799)
    let text = String(decoding: try der(one), as: UTF8.self)
    for secret in try hostAndUser() { #expect(!text.contains(secret), "\(secret)") }
  }

  @Test("is one however many ask for it at once")
  func atOnce() throws {
    let pins = try Inbox<PublicKeyPin>(limit: 8)
    let threads = try (0..<8).map { _ in
      try Thread.start(name: "starter") { [identity] in
        if let made = try? identity.loadOrMake() { pins.post(made.key.pin) }
      }
    }
    for thread in threads { thread.join() }
    var shown: [PublicKeyPin] = []
    pins.drain(into: &shown)
    #expect(shown.count == 8)
    #expect(Set(shown) == [try identity.loadOrMake().key.pin])
  }

  @Test("is not made over anything else, which stays as it is")
  func broken() throws {
    let key = try identity.loadOrMake()
    let contents: [[UInt8]] = [
      [], Array("no key".utf8), key.certificate.pem, key.key.pem,
      try PrivateKey.generate().pem + key.certificate.pem, Array(key.pem.dropLast(40)),
    ]
    for bytes in contents {
      try PrivateFile.replace(identity.path, with: bytes)
      #expect(throws: IdentityError.self) { try identity.loadOrMake() }
      #expect(try PrivateFile.read(identity.path) == bytes)
    }
  }

  @Test("is not read from a file that others can read, nor through a link, nor from a folder")
  func unsafeFile() throws {
    let made = try identity.loadOrMake()
    _ = unsafe chmod(identity.path, 0o640)
    #expect(throws: unusable(identity.path, .openToOthers(mode: 0o640))) { try identity.loadOrMake() }
    _ = unsafe chmod(identity.path, 0o600)
    #expect(try identity.loadOrMake().key.pin == made.key.pin)
    let link = Identity(path: folder.path + "/link.pem")
    _ = unsafe symlink(identity.path, link.path)
    #expect(throws: unusable(link.path, .symbolicLink)) { try link.loadOrMake() }
    // A link to nothing is none to make a key behind.
    let dangling = Identity(path: folder.path + "/dangling.pem")
    _ = unsafe symlink(folder.path + "/nothing.pem", dangling.path)
    #expect(throws: unusable(dangling.path, .symbolicLink)) { try dangling.loadOrMake() }
    let directory = Identity(path: folder.path)
    #expect(throws: unusable(folder.path, .directory)) { try directory.loadOrMake() }
  }

  @Test("says where it cannot be written")
  func unwritable() throws {
    // Not even root makes a folder there.
    let unwritable = Identity(path: "/proc/papo/identity.pem")
    let error = try #require(throws: IdentityError.self) { try unwritable.loadOrMake() }
    guard case .file(path: unwritable.path, _) = error else {
      Issue.record("\(error)")
      return
    }
  }

  @Test("stands where XDG has it")
  func standard() throws {
    #expect(try path(["XDG_DATA_HOME": "/data", "HOME": "/h"]) == "/data/papo/identity.pem")
    #expect(try path(["XDG_DATA_HOME": "data", "HOME": "/h"]) == "/h/.local/share/papo/identity.pem")
    #expect(try path(["XDG_STATE_HOME": "/s", "HOME": "/h"]) == "/h/.local/share/papo/identity.pem")
    #expect(throws: IdentityError.noFolder) { try path([:]) }
  }

  private func path(_ environment: [String: String]) throws -> String {
    try Identity.standard { environment[$0] }.path
  }

  private func unusable(_ path: String, _ problem: FileProblem) -> IdentityError {
    .unusable(TLSError("private key \(path)", kind: .keyFile(problem)))
  }

  /// What is between the lines of the PEM.
  private func der(_ certificate: Certificate) throws -> [UInt8] {
    let lines = String(decoding: certificate.pem, as: UTF8.self).split(separator: "\n")
    return try #require(Base64.decode(lines.filter { !$0.hasPrefix("-----") }.joined()))
  }

  private func hostAndUser() throws -> [String] {
    var buffer = [CChar](repeating: 0, count: 65)
    try #require(unsafe gethostname(&buffer, buffer.count - 1) == 0)
    let host = String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    let user = unsafe getpwuid(geteuid()).map { unsafe String(cString: $0.pointee.pw_name) }
    return [host, user].compactMap(\.self).filter { $0.utf8.count > 2 && $0 != "papo" }
  }
}
