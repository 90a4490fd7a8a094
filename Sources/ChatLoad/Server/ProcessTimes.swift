import Glibc

/// Processor time of a process, in user and in system mode, of all its threads and of the children that it
/// has waited for.
package struct ProcessTimes: Equatable, Sendable {
  /// In clock ticks, of which there are 100 a second on every Linux that we know.
  package var ticks: Int

  /// Reads /proc/PID/stat (proc_pid_stat(5)); nil where that is not what it is.
  package init?(parsing stat: String) {
    // The program's name stands in parentheses and may hold anything, more of them included.
    guard let end = stat.lastIndex(of: ")") else { return nil }
    let fields = stat[stat.index(after: end)...].split(separator: " ")
    // Fields 14 to 17, utime, stime, cutime and cstime; the first one here is the third.
    guard fields.count > 14 else { return nil }
    let times = fields[11...14].compactMap { Int($0) }
    guard times.count == 4 else { return nil }
    ticks = times.reduce(0, +)
  }

  /// The same in microseconds.
  package var microseconds: Double { Double(ticks) * 1e6 / Double(sysconf(Int32(_SC_CLK_TCK))) }
}
