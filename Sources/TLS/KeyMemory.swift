import CTLS
import Glibc

/// Where private keys lie.
package enum KeyMemory {
  /// Lets the keys that are read or made from now on lie in memory that is locked: it is never swapped out,
  /// nor part of a core dump. Called once, by the main thread, before others use this module. Where the
  /// system refuses, keys lie where everything lies.
  ///
  /// - Returns: the errno where it is refused, ENOMEM for instance for a limit that is too low
  ///   (RLIMIT_MEMLOCK; 128 KiB are needed).
  package static func lock() -> Int32? {
    ctls_lock_keys() ? nil : errno
  }

  /// How many blocks of it are in use.
  static var blocksInUse: Int { ctls_locked_blocks() }
}
