import Glibc
import Testing

@Suite("A confined process", .enabled(if: Attempt.isWhole, "this kernel or build has no sandbox"))
struct SandboxTests {
  @Test(
    "does what it was left",
    arguments: [
      "write own", "remove own", "read readable", "list readable", "open /dev/null", "thread", "busy workers",
    ])
  func allowed(words: String) throws {
    let attempt = try Attempt(words)
    #expect(attempt.said == "ok" && attempt.end == .exit(0))
  }

  @Test(
    "reaches no other file, and changes none that it may only read",
    arguments: [
      "write readable", "make in readable", "remove readable", "read elsewhere", "list elsewhere",
      "write elsewhere",
    ])
  func files(words: String) throws {
    let attempt = try Attempt(words)
    #expect(attempt.said == "EACCES" && attempt.end == .exit(0))
  }

  @Test("is told no secrets of another process")
  func secrets() throws {
    // Where /proc is mounted with `hidepid`, it is not even said to be there (proc(5)).
    #expect(["EACCES", "ENOENT"].contains(try Attempt("read another's environment").said))
  }

  @Test(
    "opens no socket, signals nobody, makes no code and starts no process",
    arguments: ["make a folder", "socket", "signal init", "executable memory", "spawn"])
  func calls(words: String) throws {
    let attempt = try Attempt(words)
    #expect(attempt.said == "EPERM" && attempt.end == .exit(0))
  }

  @Test(
    "that may make connections makes those of the Internet's, and does nothing else more",
    arguments: [
      ("socket", "ok"), ("connect", "ECONNREFUSED"), ("local socket", "EPERM"), ("spawn", "EPERM"),
      ("read elsewhere", "EACCES"), ("signal init", "EPERM"), ("executable memory", "EPERM"),
    ])
  func connecting(words: String, said: String) throws {
    let attempt = try Attempt(words, connecting: true)
    #expect(attempt.said == said && attempt.end == .exit(0))
  }

  @Test("is ended where it tries what no server does", arguments: ["exec", "become somebody"])
  func deadly(words: String) throws {
    let attempt = try Attempt(words)
    #expect(attempt.said == "" && attempt.end == .signal(SIGSYS))
  }

  @Test("has no thread that is not confined")
  func threads() throws {
    #expect(try Attempt("early").said == "EACCES EPERM")
  }
}
