import Glibc
import Reactor

/// What the terminal sends: the bytes of keys.
struct TerminalInput: ~Copyable {
  private let descriptor: FileDescriptor

  /// Throws where no descriptor is left.
  init() throws(SystemError) {
    descriptor = try FileDescriptor.duplicate(of: STDIN_FILENO)
  }

  /// To be watched by a poller.
  var raw: Int32 { descriptor.raw }

  /// The bytes that are there; nil at the end, which an error is too: then the terminal is gone.
  func read() -> ArraySlice<UInt8>? {
    var buffer = [UInt8](repeating: 0, count: 16 * 1_024)
    var span = buffer.mutableSpan
    do throws(SystemError) {
      guard let count = try descriptor.read(into: &span) else { return [] }
      return count > 0 ? buffer[..<count] : nil
    } catch {
      return nil
    }
  }
}
