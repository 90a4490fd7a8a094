import Glibc

enum SystemMessage {
  /// strerror(3), which GNU keeps safe for threads for known numbers.
  static func text(of number: Int32) -> String {
    unsafe String(cString: strerror(number))
  }
}
