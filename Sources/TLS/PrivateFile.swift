import Glibc

/// Small files that nobody else may read, and how to read and write them safely.
package enum PrivateFile {
  /// The most that is read: no key, certificate or list of servers comes near it.
  package static let maximumBytes = 1024 * 1024

  /// Who may own a file and who may read it.
  package enum Rules: Sendable {
    /// No link, owned by us, closed to the group and to others.
    case privateFile
    /// Any regular file that can be read.
    case publicFile
  }

  /// The whole of a file.
  ///
  /// - Throws: the first rule that it breaks. They are checked on the open file, not on its path, so nothing
  ///   can be put in its place in between.
  package static func read(_ path: String, rules: Rules = .privateFile) throws(FileProblem) -> [UInt8] {
    // Without O_NONBLOCK, opening a pipe would wait for its writer.
    let links = rules == .privateFile ? O_NOFOLLOW : 0
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | links)
    guard descriptor >= 0 else { throw problem(errno) }
    defer { _ = Glibc.close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw problem(errno) }
    try check(status, rules)

    // Read in place, so that a key lies in one array only; a byte more than the size to meet the end.
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size) + 1)
    var end = 0
    while true {
      let count = unsafe bytes.withUnsafeMutableBytes {
        unsafe Glibc.read(descriptor, $0.baseAddress! + end, $0.count - end)
      }
      if count == 0 {
        bytes.removeSubrange(end...)
        return bytes
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw problem(errno)
      }
      end += count
      guard end <= maximumBytes else { throw .tooLarge }
      if end == bytes.count { bytes.append(contentsOf: repeatElement(0, count: end)) }
    }
  }

  /// Writes a file anew, mode 0600: under another name first, and renamed when all of it is on the disk, so
  /// that whoever opens `path` finds either the old bytes or the new ones, whatever happens.
  ///
  /// - Throws: `.system` where the folder cannot be written to.
  package static func replace(_ path: String, with bytes: [UInt8]) throws(FileProblem) {
    let directory = directory(of: path)
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let temporary = "\(directory)/.\(name).\(Base64.encode(Random.bytes(12), .url))"

    let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw problem(errno) }
    do throws(FileProblem) {
      defer { _ = Glibc.close(descriptor) }
      // The mode that open was given is still cut by the umask, which may take our own rights, too.
      guard fchmod(descriptor, 0o600) == 0 else { throw problem(errno) }
      try write(bytes, to: descriptor)
      guard fsync(descriptor) == 0 else { throw problem(errno) }
      guard unsafe Glibc.rename(temporary, path) == 0 else { throw problem(errno) }
    } catch {
      unsafe unlink(temporary)
      throw error
    }
    try synchronize(directory)
  }

  /// Gives a file another name in its folder, in place of what bears that name, and has it on the disk.
  ///
  /// - Throws: `.missing` where there is no such file, `.system`.
  package static func rename(_ path: String, to other: String) throws(FileProblem) {
    guard unsafe Glibc.rename(path, other) == 0 else { throw problem(errno) }
    try synchronize(directory(of: other))
  }

  /// Takes a file away, where there is one.
  ///
  /// - Throws: `.system`.
  package static func remove(_ path: String) throws(FileProblem) {
    guard unsafe unlink(path) == 0 || errno == ENOENT else { throw problem(errno) }
  }

  /// The folder that a file is in, as its path has it.
  package static func directory(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Makes a folder that is closed to others, and those on the way to it, where they are missing.
  ///
  /// - Throws: `.system`.
  package static func makeDirectory(_ path: String) throws(FileProblem) {
    if unsafe mkdir(path, 0o700) == 0 { return }
    switch errno {
    case EEXIST:
      return
    case ENOENT:
      guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { throw .missing }
      try makeDirectory(String(path[..<slash]))
      guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else { throw problem(errno) }
    default:
      throw problem(errno)
    }
  }

  private static func check(_ status: stat, _ rules: Rules) throws(FileProblem) {
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw .directory
    default: throw .notRegular
    }
    guard status.st_size <= maximumBytes else { throw .tooLarge }
    guard rules == .privateFile else { return }
    guard status.st_uid == geteuid() else { throw .notOurs(owner: status.st_uid) }
    guard status.st_mode & 0o077 == 0 else { throw .openToOthers(mode: status.st_mode & 0o7777) }
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) throws(FileProblem) {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes[written...].withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count >= 0 {
        written += count
      } else if errno != EINTR {
        throw problem(errno)
      }
    }
  }

  // The new name is on the disk only when the folder is.
  private static func synchronize(_ directory: String) throws(FileProblem) {
    let descriptor = unsafe open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw problem(errno) }
    defer { _ = Glibc.close(descriptor) }
    guard fsync(descriptor) == 0 else { throw problem(errno) }
  }

  private static func problem(_ number: Int32) -> FileProblem {
    switch number {
    case ENOENT: .missing
    // What O_NOFOLLOW answers to a link, open(2).
    case ELOOP: .symbolicLink
    default: .system(number)
    }
  }
}
