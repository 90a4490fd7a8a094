import ArgumentParser
import Glibc
import Logging
import Reactor
import Sandbox

/// What `papod serve` gives up when it has what it needs. Where the kernel lacks something, the log says so,
/// and papod goes on.
struct SandboxOptions: ParsableArguments {
  @Flag(help: "Give nothing up when serving begins: for debuggers and tracers.")
  var noSandbox = false

  /// To be called before the journal is opened, which starts threads.
  ///
  /// - Parameters:
  ///   - journal: the journal's folder, where it is in a file.
  ///   - files: what SIGHUP has read again: their folders can be read on, for what takes their place.
  ///   - connecting: whether papod makes connections of its own, to the journal's servers.
  func confineFiles(journal: String?, reading files: [String], connecting: Bool, log: Logger) {
    guard isWanted else { return }
    without("no_new_privs", log) { () throws(SystemError) in try Sandbox.giveUpPrivileges() }
    // The last two are the acceptor's spare descriptor and what SQLite begins its random numbers with.
    let reading = files.map(Self.folder) + ["/dev/null", "/dev/urandom"] + (connecting ? Self.names : [])
    without("Landlock", log) { () throws(SystemError) in
      try Sandbox.confineFiles(
        writing: journal.map { [$0] } ?? [], reading: reading, connecting: connecting)
    }
  }

  /// To be called when everything is open and listens.
  func confineCalls(connecting: Bool, log: Logger) {
    guard isWanted else { return log.notice("no sandbox") }
    without("seccomp", log) { () throws(SystemError) in try Sandbox.confineCalls(connecting: connecting) }
  }

  /// What the C library reads for the address of a name, as far as it is there.
  private static var names: [String] {
    let files = ["host.conf", "hosts", "gai.conf", "nsswitch.conf", "resolv.conf", "services"]
    return files.map { "/etc/\($0)" }.filter { unsafe access($0, R_OK) == 0 }
  }

  /// The folder of a file.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private var isWanted: Bool { !noSandbox && Sandbox.isPossible }

  private func without(_ part: String, _ log: Logger, _ body: () throws(SystemError) -> Void) {
    do throws(SystemError) {
      try body()
    } catch {
      log.warning("the sandbox is not whole", metadata: ["without": "\(part)", "error": "\(error)"])
    }
  }
}
