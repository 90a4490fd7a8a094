import Dispatch
import Glibc
import Reactor
import Sandbox

/// A program that confines itself as papod does and then tries what it should not be able to do, for what can
/// only be seen in a process of its own: a sandbox is for good.
///
/// Arguments: a folder that it may write to, one that it may read, what it is to try, and `connecting` where
/// it may make connections. It prints what came of it, `ok` or an error's symbol.
@main
enum Probe {
  static func main() throws {
    let arguments = CommandLine.arguments
    let (own, readable, attempt) = (arguments[1], arguments[2], arguments[3])
    let connecting = arguments.last == "connecting"
    try Sandbox.giveUpPrivileges()
    try Sandbox.confineFiles(writing: [own], reading: [readable, "/dev/null"], connecting: connecting)
    // A thread that is there before the filter is under it as well.
    let late = try Inbox<Bool>(limit: 1)
    let early = try Inbox<String>(limit: 1)
    let thread = try Thread.start(name: "early") {
      wait(for: late)
      early.post(opening("/etc/passwd", O_RDONLY) + " " + socket(AF_INET))
    }
    try Sandbox.confineCalls(connecting: connecting)
    late.post(true)
    thread.join()
    let results = try attempts(own, readable)
    var heard: [String] = []
    early.drain(into: &heard)
    print(attempt == "early" ? heard.joined() : results[attempt]?() ?? "no such attempt")
  }

  private static func attempts(_ own: String, _ readable: String) throws -> [String: () -> String] {
    [
      "write own": { opening("\(own)/new", O_RDWR | O_CREAT | O_EXCL) },
      "remove own": { result(unsafe unlink("\(own)/there")) },
      "read readable": { opening("\(readable)/there", O_RDONLY) },
      "list readable": { opening(readable, O_RDONLY | O_DIRECTORY) },
      "write readable": { opening("\(readable)/there", O_WRONLY) },
      "make in readable": { opening("\(readable)/new", O_WRONLY | O_CREAT) },
      "remove readable": { result(unsafe unlink("\(readable)/there")) },
      "read elsewhere": { opening("/etc/passwd", O_RDONLY) },
      "read another's environment": { opening("/proc/\(getppid())/environ", O_RDONLY) },
      "list elsewhere": { opening("/", O_RDONLY | O_DIRECTORY) },
      "write elsewhere": { opening("\(own)/../outside", O_WRONLY | O_CREAT) },
      "make a folder": { result(unsafe mkdir("\(own)/folder", 0o700)) },
      "open /dev/null": { opening("/dev/null", O_RDONLY) },
      "socket": { socket(AF_INET) },
      "local socket": { socket(AF_UNIX) },
      "connect": { connect() },
      "signal init": { result(kill(1, 0)) },
      "executable memory": { executable() },
      "thread": { thread() },
      "busy workers": { busyWorkers() },
      "spawn": { spawn() },
      "exec": { exec() },
      "become somebody": { result(setuid(getuid())) },
    ]
  }

  private static func wait(for bell: Inbox<Bool>) {
    var heard: [Bool] = []
    while heard.isEmpty {
      sched_yield()
      bell.drain(into: &heard)
    }
  }

  private static func result(_ answer: Int32) -> String {
    guard answer < 0 else { return "ok" }
    let error = SystemError(call: "", code: errno).description
    return String(error.split(separator: "(")[1].dropLast())
  }

  private static func opening(_ path: String, _ flags: Int32) -> String {
    result(unsafe open(path, flags | O_CLOEXEC, 0o600))
  }

  private static func socket(_ family: Int32) -> String {
    result(Glibc.socket(family, Int32(SOCK_STREAM.rawValue), 0))
  }

  /// To port 1 of this machine, where nobody listens.
  private static func connect() -> String {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(1).bigEndian
    address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
    return unsafe withUnsafeBytes(of: &address) { bytes in
      unsafe result(
        Glibc.connect(
          socket, bytes.assumingMemoryBound(to: sockaddr.self).baseAddress, socklen_t(bytes.count)))
    }
  }

  private static func executable() -> String {
    let all = PROT_READ | PROT_WRITE | PROT_EXEC
    let memory = unsafe mmap(nil, 4096, all, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    return unsafe memory == MAP_FAILED ? result(-1) : "ok"
  }

  private static func thread() -> String {
    do {
      try Thread.start(name: "late") {}.join()
      return "ok"
    } catch {
      return "\(error)"
    }
  }

  /// More work at once than libdispatch has workers for, all of it waiting for the last: that one is begun
  /// only when it has looked at its threads and seen that they wait.
  private static func busyWorkers() -> String {
    let count = ProcessLimits.availableProcessors + 1
    let started = DispatchGroup()
    for _ in 0..<count { started.enter() }
    let ended = DispatchGroup()
    for _ in 0..<count {
      DispatchQueue.global().async(group: ended) {
        started.leave()
        started.wait()
      }
    }
    ended.wait()
    return "ok"
  }

  private static func spawn() -> String {
    var arguments: [UnsafeMutablePointer<CChar>?] = unsafe [strdup("true"), nil]
    var child: pid_t = 0
    let code = unsafe posix_spawn(&child, "/bin/true", nil, nil, &arguments, nil)
    errno = code
    return result(code == 0 ? 0 : -1)
  }

  private static func exec() -> String {
    var arguments: [UnsafeMutablePointer<CChar>?] = unsafe [strdup("true"), nil]
    return result(unsafe execv("/bin/true", &arguments))
  }
}
