import Glibc
import Wire

/// What the environment says about the person at the terminal.
enum Environment {
  static var language: Language {
    Language.fromEnvironment(variable)
  }

  static func variable(_ name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }
}
