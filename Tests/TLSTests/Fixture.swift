import Glibc

@testable import TLS

/// Keys and certificates that live as long as a test.
enum Fixture {
  /// A certificate for localhost, valid for an hour around now unless told otherwise.
  static func credentials(
    key: PrivateKey? = nil, name: String = "localhost", from begin: Int64 = -60, to end: Int64 = 3600
  ) throws -> Credentials {
    let key = try key ?? PrivateKey.generate()
    let now = Int64(time(nil))
    let certificate = try Certificate.selfSigned(
      key: key, commonName: name, hostNames: [name], ipAddresses: ["127.0.0.1", "::1"],
      notBefore: now + begin, notAfter: now + end)
    return try Credentials(certificate: certificate, key: key)
  }

  /// Runs `body` with the path of a new folder, which goes away with all that is in it.
  static func withFolder(_ body: (String) throws -> Void) throws {
    let path = "/tmp/papo-tls-\(Base64.encode(Random.bytes(9), .url))"
    precondition(unsafe mkdir(path, 0o700) == 0)
    defer { remove(path) }
    try body(path)
  }

  static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o600) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    precondition(descriptor >= 0)
    precondition(unsafe Glibc.write(descriptor, bytes, bytes.count) == bytes.count)
    precondition(fchmod(descriptor, mode) == 0)
    _ = Glibc.close(descriptor)
  }

  static func mode(of path: String) -> mode_t? {
    var status = stat()
    return unsafe stat(path, &status) == 0 ? status.st_mode & 0o7777 : nil
  }

  /// The names in a folder, hidden ones as well.
  static func entries(of path: String) -> [String] {
    guard let folder = unsafe opendir(path) else { return [] }
    defer { _ = unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) {
        unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  private static func remove(_ path: String) {
    for name in entries(of: path) {
      let inner = "\(path)/\(name)"
      if unsafe unlink(inner) != 0 { remove(inner) }
    }
    _ = unsafe rmdir(path)
  }
}
