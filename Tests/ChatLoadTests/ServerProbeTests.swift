import ChatLoad
import Glibc
import TestSupport
import Testing

import class Foundation.FileManager

@Suite("ServerProbe")
struct ServerProbeTests {
  @Test("times are those of threads and children, whatever the program is called")
  func times() {
    let end = "S 1 7 7 0 -1 4194560 1834 21 0 3 100 20 3 4 20 0 5 0 9034 1 2 18446744073709551615"
    for name in ["papod", "a b", "x) R 9 9 9", "(("] {
      #expect(ProcessTimes(parsing: "7 (\(name)) \(end)\n")?.ticks == 127)
    }
  }

  @Test(
    "what is no stat is not read",
    arguments: ["", "7 papod S 1", "7 (papod) S 1 7 7 0 -1 1 1 1 0 3 100 20 3"])
  func noTimes(text: String) {
    #expect(ProcessTimes(parsing: text) == nil)
  }

  @Test("ticks are microseconds by the system's own rate")
  func microseconds() throws {
    let times = try #require(ProcessTimes(parsing: "7 (p) S 1 7 7 0 -1 0 0 0 0 0 50 25 0 25 20"))
    #expect(times.microseconds == 100e6 / Double(sysconf(Int32(_SC_CLK_TCK))))
  }

  @Test("a field is found by its whole name")
  func fields() {
    let text =
      "00400000-7ffe [rollup]\nRss:                4720 kB\nPss_Anon:   7 kB\nPss:\t 1533 kB\nSize: 5\n"
    #expect(MemoryFields.kibibytes("Rss", in: text) == 4_720)
    #expect(MemoryFields.kibibytes("Pss", in: text) == 1_533)
    #expect(MemoryFields.kibibytes("Size", in: text) == nil)
    #expect(MemoryFields.kibibytes("Swap", in: text) == nil)
  }

  // Of another process, which then stands still: this one gives back what other tests no longer need.
  @Test("a process can be read, its figures rise, and those of several are added")
  func otherProcess() throws {
    let taken = 16_384.0
    let script = "text=$(head -c 16777216 /dev/zero | tr '\\0' a); kill -STOP $$"
    let process = try TestProcess(["/bin/sh", "-c", script], environment: ["PATH": "/usr/bin:/bin"])
    let probe = ServerProbe([process.id])
    let before = try probe.read()
    #expect(before.residentKibibytes > 0 && before.proportionalKibibytes > 0)
    try TestClock.wait("has its text, and stands still") {
      let state = FileManager.default.contents(atPath: "/proc/\(process.id)/stat") ?? .init()
      return String(decoding: state, as: UTF8.self).contains(") T ")
    }
    let after = try probe.read()
    #expect(after.processorMicroseconds >= before.processorMicroseconds)
    #expect(after.residentKibibytes >= taken && after.proportionalKibibytes >= taken)
    #expect(after.peakKibibytes >= taken)
    let both = try ServerProbe([process.id, process.id]).read()
    #expect(both.residentKibibytes == 2 * after.residentKibibytes)
  }

  @Test("a process that is not there is told by its number")
  func nobody() {
    // Larger than any process number (pid_max, proc_sys_kernel(5)).
    let error = #expect(throws: ServerProbe.Unreadable.self) {
      try ServerProbe([getpid(), 4_194_305]).read()
    }
    #expect(error?.process == 4_194_305)
    #expect(error?.description.contains("ENOENT") == true)
  }

  @Test("nothing is read where nothing is given")
  func empty() throws {
    #expect(try ServerProbe([]).read() == ServerReading())
    #expect(ServerProbe([]).isEmpty)
  }
}
