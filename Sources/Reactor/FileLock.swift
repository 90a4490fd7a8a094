import Glibc

/// The lock of flock(2) on a file of its own, for as long as this owner lives: one process, or one thread, at
/// a time. It binds only those that take it, too.
package struct FileLock: ~Copyable {
  private let descriptor: FileDescriptor

  /// Makes the file, mode 0600 and empty, where there is none, and waits for whoever holds its lock; so hold
  /// it briefly. The file stays: removed, it would still lock for whoever has it open, while others make it
  /// anew. Throws ELOOP where `path` is a symbolic link.
  package init(_ path: String) throws(SystemError) {
    let flags = O_RDONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW
    let descriptor = FileDescriptor(
      takingOwnership: try SystemCall.run("open") { unsafe open(path, flags, 0o600) })
    _ = try SystemCall.run("flock") { flock(descriptor.raw, LOCK_EX) }
    self.descriptor = descriptor
  }

  /// Gives the lock back. Called where the last thing that needs it is done, so that it does not end before.
  package consuming func release() {}
}
