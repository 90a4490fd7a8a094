import ChatLoad
import Glibc
import Testing

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

  @Test("this process can be read, and its figures rise")
  func ownProcess() throws {
    let probe = ServerProbe([getpid()])
    let before = try probe.read()
    #expect(before.residentKibibytes > 0 && before.proportionalKibibytes > 0)
    #expect(before.peakKibibytes >= before.residentKibibytes / 2)
    let ballast = [UInt8](repeating: 1, count: 32 << 20)
    let after = try probe.read()
    #expect(after.processorMicroseconds >= before.processorMicroseconds)
    #expect(after.peakKibibytes >= before.residentKibibytes + Double(ballast.count / 1_024) / 2)
    let both = try ServerProbe([getpid(), getpid()]).read()
    #expect(both.residentKibibytes > after.residentKibibytes)
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
