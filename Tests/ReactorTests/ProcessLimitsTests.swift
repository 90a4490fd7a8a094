import Glibc
import Reactor
import Testing

@Suite("ProcessLimits")
struct ProcessLimitsTests {
  @Test("as many descriptors may be open as the system allows")
  func openFilesRaised() async {
    await #expect(processExitsWith: .success) {
      let before = openFiles()
      setOpenFiles(rlimit(rlim_cur: before.rlim_max / 2, rlim_max: before.rlim_max))
      let raised = ProcessLimits.raiseOpenFiles()
      #expect(raised.soft == before.rlim_max)
      #expect(raised.hard == before.rlim_max)
      #expect(openFiles().rlim_cur == before.rlim_max)
    }
  }

  @Test("there is a processor, and no more than the machine has")
  func processors() {
    #expect((1...sysconf(Int32(_SC_NPROCESSORS_CONF))).contains(ProcessLimits.availableProcessors))
  }
}
