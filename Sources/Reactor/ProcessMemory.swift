import CLinux

/// The memory of the process as a whole.
package enum ProcessMemory {
  /// Gives back to the system what malloc(3) keeps of what nobody uses any more, wherever it lies between
  /// blocks that are in use; by itself it gives back only what lies at the end. Other threads that allocate
  /// meanwhile may wait for it: half a millisecond for 6 MiB.
  package static func giveBack() { linux_give_back_memory() }
}
