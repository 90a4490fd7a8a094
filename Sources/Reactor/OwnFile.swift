import Glibc

/// A file that another library opens by its path, but that is to be closed to everybody else from its first
/// moment on.
package enum OwnFile {
  /// Makes the file, empty, where there is none, and sees to it that its mode is 0600 and its name on the
  /// disk. Throws ELOOP where `path` is a symbolic link, EPERM where the file belongs to somebody else.
  package static func make(_ path: String) throws(SystemError) {
    let flags = O_RDWR | O_CREAT | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW
    let file = FileDescriptor(
      takingOwnership: try SystemCall.run("open") { unsafe open(path, flags, 0o600) })
    // The mode that open is given holds for a new file alone, and the umask takes of it.
    _ = try SystemCall.run("fchmod") { fchmod(file.raw, 0o600) }
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let directory = FileDescriptor(
      takingOwnership: try SystemCall.run("open") { unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) })
    _ = try SystemCall.run("fsync") { fsync(directory.raw) }
  }
}
