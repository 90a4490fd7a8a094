import Glibc

/// The environment of a program in a terminal of a test's: nothing of the test's own but where programs are.
package enum TerminalEnvironment {
  /// The variables, with `changes` put over them; an empty value takes a variable away.
  ///
  /// - Parameters:
  ///   - term: the kind of terminal.
  ///   - home: a folder of the test's, where the program's files go.
  package static func variables(
    term: String, home: String, _ changes: [String: String] = [:]
  ) -> [String: String] {
    let path = unsafe getenv("PATH").map { unsafe String(cString: $0) }
    let all = [
      "HOME": home, "LANG": "C.UTF-8", "PATH": path ?? "/usr/bin:/bin", "PS1": "ready$ ", "TERM": term,
      "TZ": "UTC", "XDG_STATE_HOME": home + "/state",
    ]
    return all.merging(changes) { $1 }.filter { !$0.value.isEmpty }
  }
}
