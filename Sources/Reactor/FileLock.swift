import Glibc

/// The lock of flock(2) on a file of its own, for as long as this owner lives: one process, or one thread, at
/// a time. It binds only those that take it, too.
package struct FileLock: ~Copyable {
  private let descriptor: FileDescriptor

  /// Makes the file, mode 0600 and empty, where there is none, and waits for whoever holds its lock; so hold
  /// it briefly. The file stays: removed, it would still lock for whoever has it open, while others make it
  /// anew. Throws ELOOP where `path` is a symbolic link.
  package init(_ path: String) throws(SystemError) {
    let descriptor = try Self.open(path)
    _ = try SystemCall.run("flock") { flock(descriptor.raw, LOCK_EX) }
    self.descriptor = descriptor
  }

  /// The same without waiting, for a lock that is held for long: nil where somebody holds it.
  package init?(ifFree path: String) throws(SystemError) {
    let descriptor = try Self.open(path)
    let taken = try SystemCall.attempt("flock") { flock(descriptor.raw, LOCK_EX | LOCK_NB) }
    guard taken != nil else { return nil }
    self.descriptor = descriptor
  }

  /// Said, and not left to closing: a child that is not yet another program has the descriptor too, and with
  /// it the lock.
  deinit { _ = flock(descriptor.raw, LOCK_UN) }

  private static func open(_ path: String) throws(SystemError) -> FileDescriptor {
    let flags = O_RDONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW
    return FileDescriptor(
      takingOwnership: try SystemCall.run("open") { unsafe Glibc.open(path, flags, 0o600) })
  }

  /// Gives the lock back. Called where the last thing that needs it is done, so that it does not end before.
  package consuming func release() {}
}
