import Glibc
import Reactor

/// A program that a test started, in a session of its own (setsid(2)), so that no signal of a terminal comes
/// from the test's. It is killed when its last reference goes. Owned by the thread that made it.
package final class TestProcess {
  /// How a program ended.
  package enum End: Sendable, Equatable {
    /// With that exit code.
    case exit(Int32)
    /// By that signal.
    case signal(Int32)
  }

  /// The process's id, which stays its own until `end` was answered.
  package let id: pid_t
  private var knownEnd: End?

  /// Starts `arguments[0]`, looked for in PATH, with this environment and nothing else of the test's.
  ///
  /// - Parameters:
  ///   - terminal: the path of a terminal that becomes its controlling one, its standard input, output and
  ///     error; nil for `/dev/null`.
  ///   - output: a descriptor for its standard output and error, in place of the terminal.
  package init(
    _ arguments: [String], environment: [String: String], terminal: String? = nil, output: Int32? = nil
  ) throws(SystemError) {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    // A session without a terminal gets the first one that it opens (tty_ioctl(4), TIOCSCTTY).
    unsafe posix_spawn_file_actions_addopen(&actions, 0, terminal ?? "/dev/null", O_RDWR, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, output ?? 0, 1)
    unsafe posix_spawn_file_actions_adddup2(&actions, output ?? 0, 2)
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer {
      unsafe posix_spawn_file_actions_destroy(&actions)
      unsafe posix_spawnattr_destroy(&attributes)
    }
    var noSignals = sigset_t()
    unsafe sigemptyset(&noSignals)
    var allSignals = sigset_t()
    unsafe sigfillset(&allSignals)
    unsafe posix_spawnattr_setsigmask(&attributes, &noSignals)
    unsafe posix_spawnattr_setsigdefault(&attributes, &allSignals)
    let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | Self.newSession
    unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
    id = try unsafe Self.spawn(arguments, environment, &actions, &attributes)
  }

  /// Runs a program to its end, without a word of it.
  ///
  /// - Throws: where it does not end well.
  package static func run(_ command: [String]) throws {
    let path = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]
    guard try TestProcess(command, environment: path).end() == .exit(0) else {
      throw TestFailure("failed: \(command.joined(separator: " "))", file: #fileID, line: #line)
    }
  }

  /// How it ended; nil where `patience` milliseconds pass before.
  package func end(within patience: Int64 = TestClient.patience) -> End? {
    let deadline = Clock.monotonicMilliseconds + patience
    while knownEnd == nil {
      var status: Int32 = 0
      if unsafe waitpid(id, &status, WNOHANG) == id {
        let signal = status & 0x7f
        knownEnd = signal == 0 ? .exit(status >> 8 & 0xff) : .signal(signal)
      } else if Clock.monotonicMilliseconds > deadline {
        return nil
      } else {
        TestClock.tick()
      }
    }
    return knownEnd
  }

  /// Sends it a signal, unless it has ended.
  package func send(_ signal: Int32) {
    if knownEnd == nil { kill(id, signal) }
  }

  deinit {
    guard knownEnd == nil else { return }
    kill(id, SIGKILL)
    var status: Int32 = 0
    unsafe waitpid(id, &status, 0)
  }

  /// POSIX_SPAWN_SETSID of glibc's spawn.h, which Swift does not import.
  private static let newSession: Int32 = 0x80

  @unsafe private static func spawn(
    _ arguments: [String], _ environment: [String: String], _ actions: inout posix_spawn_file_actions_t,
    _ attributes: inout posix_spawnattr_t
  ) throws(SystemError) -> pid_t {
    let variables = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    var argv = unsafe arguments.map { unsafe strdup($0) } + [nil]
    var envp = unsafe variables.map { unsafe strdup($0) } + [nil]
    defer { unsafe (argv + envp).forEach { unsafe free($0) } }
    var child: pid_t = 0
    let error = unsafe posix_spawnp(&child, arguments[0], &actions, &attributes, &argv, &envp)
    guard error == 0 else { throw SystemError(call: "posix_spawnp \(arguments[0])", code: error) }
    return child
  }
}
