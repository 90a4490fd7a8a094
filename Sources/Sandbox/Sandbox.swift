// Sandbox: what the server gives up once it has what it needs, so that whoever took it over could not do much
// with it.
//
// It concerns the whole process, and nothing of it can be taken back. The main thread calls it, in this
// order: `giveUpPrivileges`, `confineFiles` before any other thread is there, and `confineCalls` when
// everything is open and listens.

import CSandbox
import Reactor

/// What Linux lets a process give up. Each call does as much as this kernel can; where it throws, the process
/// is as it was before that call, and may go on.
package enum Sandbox {
  /// Whether there can be one: a sanitizer's own work would not be let through.
  package static var isPossible: Bool { !sandbox_has_sanitizer() }

  /// Nothing that the process executes gets privileges that it has not (no_new_privs, prctl(2)), and no part
  /// of its memory ever becomes a core dump (RLIMIT_CORE, core(5)).
  package static func giveUpPrivileges() throws(SystemError) {
    try check("prctl", sandbox_no_new_privileges())
    try check("setrlimit", sandbox_no_core())
  }

  /// Leaves the calling thread, and those that it starts from now on, no files but these (landlock(7)), each
  /// of which is there: files, or folders with all beneath them. Where the kernel can, no TCP connection can
  /// be made either, and nobody else be sent a signal. What is open stays open, and what everybody may know
  /// of processes can be read: libdispatch, with which GRDB comes, looks in /proc how busy its workers are,
  /// and ends the process where it cannot.
  ///
  /// - Parameters:
  ///   - writing: folders in which regular files may be read, made, written and removed.
  ///   - reading: what may be read.
  ///   - connecting: whether TCP connections can be made all the same.
  /// - Throws: ENOSYS or EOPNOTSUPP where the kernel has no Landlock, or does not use it.
  package static func confineFiles(
    writing: [String], reading: [String], connecting: Bool = false
  ) throws(SystemError) {
    sandbox_prepare()
    let ruleset = sandbox_files_begin(connecting)
    try check("landlock_create_ruleset", ruleset)
    do throws(SystemError) {
      for path in writing { try allow(path, .write, in: ruleset) }
      for path in reading { try allow(path, .read, in: ruleset) }
      try check("landlock_add_rule /proc", sandbox_files_allow_proc(ruleset))
    } catch {
      _ = FileDescriptor(takingOwnership: ruleset)
      throw error
    }
    try check("landlock_restrict_self", sandbox_files_end(ruleset))
  }

  /// Leaves all threads of the process the system calls that serving needs, and no others (seccomp(2)). No
  /// socket can be opened, no memory be made executable, and no process be started: most calls fail with
  /// EPERM, and the most dangerous ones, such as `execve`, end the process (SIGSYS).
  ///
  /// - Parameter connecting: whether sockets of the Internet's can be opened and connected all the same.
  package static func confineCalls(connecting: Bool = false) throws(SystemError) {
    try check("seccomp", sandbox_calls(connecting))
  }

  private static func allow(_ path: String, _ access: SandboxAccess, in ruleset: Int32) throws(SystemError) {
    try check("landlock_add_rule \(path)", unsafe sandbox_files_allow(ruleset, path, access))
  }

  private static func check(_ call: String, _ answer: Int32) throws(SystemError) {
    if answer < 0 { throw SystemError(call: call, code: sandbox_error()) }
  }
}
