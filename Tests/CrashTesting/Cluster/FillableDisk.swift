import Glibc
import Reactor
import TestSupport

import class Foundation.FileManager

/// A small file system in memory, mounted on a folder, that can be filled. Only root can make one.
final class FillableDisk {
  /// Far more than a test writes, and soon full.
  private static let mebibytes = 48

  private let folder: String
  private var filler: String { "\(folder)/filler" }

  /// Mounts it. Throws where that is not allowed.
  init(on folder: String) throws {
    let options = "size=\(Self.mebibytes)m"
    try TestProcess.run(["mount", "-t", "tmpfs", "-o", options, "papo-cluster-test", folder])
    self.folder = folder
  }

  /// Writes until nothing more can be written.
  func fill() {
    let file = unsafe open(filler, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard file >= 0 else { return }
    defer { close(file) }
    for size in [1 << 20, 4_096, 1] {
      let zeros = [UInt8](repeating: 0, count: size)
      while unsafe write(file, zeros, size) > 0 {}
    }
  }

  /// Makes room again.
  func empty() { _ = unsafe unlink(filler) }

  deinit { try? TestProcess.run(["umount", "--lazy", folder]) }
}
