import Glibc
import Journal
import Reactor

/// The journal's file as the system has it.
enum JournalFile {
  /// Takes the lock, and makes the file where there is none, for its owner alone. Before SQLite opens it: to
  /// close a file takes away all locks of the process on it (fcntl(2)), SQLite's as well.
  static func claim(_ path: String) throws(JournalError) -> FileLock {
    do throws(SystemError) {
      guard let lock = try FileLock(ifFree: path + "-lock") else {
        throw SystemError(call: "flock", code: EWOULDBLOCK)
      }
      try OwnFile.make(path)
      return lock
    } catch {
      switch error.code {
      case EWOULDBLOCK: throw JournalError(.inUse, "\(path): another server uses this journal")
      case ENOSPC, EDQUOT: throw JournalError(.full, "\(path): \(error)")
      case EIO: throw JournalError(.failed, "\(path): \(error)")
      default: throw JournalError(.denied, "\(path): \(error)")
      }
    }
  }
}
