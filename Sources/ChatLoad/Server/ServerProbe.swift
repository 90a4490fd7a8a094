import Reactor

/// Reads what a server costs from /proc, by the numbers of its processes.
package struct ServerProbe: Sendable {
  /// A process that cannot be looked at: it is not there, or it is somebody else's.
  package struct Unreadable: Error, Equatable, CustomStringConvertible {
    package var process: Int32
    package var reason: String

    package var description: String { "process \(process) cannot be read: \(reason)" }
  }

  private let processes: [Int32]

  package init(_ processes: [Int32]) {
    self.processes = processes
  }

  /// Whether there is anything to be read.
  package var isEmpty: Bool { processes.isEmpty }

  /// How things are now. Times come in clock ticks of 10 ms, so it takes seconds to measure anything.
  package func read() throws(Unreadable) -> ServerReading {
    var reading = ServerReading()
    for process in processes {
      guard let times = ProcessTimes(parsing: try text(of: "stat", process)) else {
        throw Unreadable(process: process, reason: "stat is not as proc_pid_stat(5) has it")
      }
      let rollup = try text(of: "smaps_rollup", process)
      let status = try text(of: "status", process)
      reading.processorMicroseconds += times.microseconds
      reading.residentKibibytes += Double(MemoryFields.kibibytes("Rss", in: rollup) ?? 0)
      reading.proportionalKibibytes += Double(MemoryFields.kibibytes("Pss", in: rollup) ?? 0)
      reading.peakKibibytes += Double(MemoryFields.kibibytes("VmHWM", in: status) ?? 0)
    }
    return reading
  }

  /// Lets `peakKibibytes` begin anew (a 5 into clear_refs, proc_pid_clear_refs(5)).
  package func resetPeak() throws(Unreadable) {
    for process in processes {
      do throws(SystemError) {
        let file = try FileDescriptor.opening("/proc/\(process)/clear_refs", forWriting: true)
        let five: [UInt8] = [UInt8(ascii: "5")]
        _ = try file.write(five.span)
      } catch {
        throw Unreadable(process: process, reason: "\(error)")
      }
    }
  }

  private func text(of name: String, _ process: Int32) throws(Unreadable) -> String {
    do throws(SystemError) {
      let file = try FileDescriptor.opening("/proc/\(process)/\(name)")
      var text: [UInt8] = []
      var piece = [UInt8](repeating: 0, count: 4_096)
      while true {
        var span = piece.mutableSpan
        guard let count = try file.read(into: &span), count > 0 else { break }
        text += piece[..<count]
      }
      return String(decoding: text, as: UTF8.self)
    } catch {
      throw Unreadable(process: process, reason: "\(error)")
    }
  }
}
