/// What is wrong with a file that should hold a key or a certificate. The description says how to mend it.
package enum FileProblem: Error, Equatable, Sendable, CustomStringConvertible {
  /// There is no such file, or a folder on the way to it is missing.
  case missing
  /// A symbolic link, which somebody else may have laid.
  case symbolicLink
  /// A folder.
  case directory
  /// A device, a pipe, a socket.
  case notRegular
  /// It belongs to the user with this number, not to the one that the program runs as.
  case notOurs(owner: UInt32)
  /// Its mode lets the group or others at it.
  case openToOthers(mode: UInt32)
  /// More than `PrivateFile.maximumBytes`.
  case tooLarge
  /// A private key that only a passphrase opens, which nobody is there to type.
  case encrypted
  /// No private key in PEM.
  case notAKey
  /// No certificate in PEM.
  case notACertificate
  /// The system refused, with this error number.
  case system(Int32)

  /// A few words, to stand after the file's path.
  package var description: String {
    switch self {
    case .missing: "there is no such file"
    case .symbolicLink: "is a symbolic link, which is not followed; name the file itself"
    case .directory: "is a folder, not a file"
    case .notRegular: "is not a regular file"
    case .notOurs(let owner):
      "belongs to another user (uid \(owner)); it must be owned by who runs this program"
    case .openToOthers(let mode):
      "is open to the group or to others (mode 0\(String(mode, radix: 8))); chmod 600 closes it"
    case .tooLarge: "is larger than \(PrivateFile.maximumBytes / 1024) KiB, so it is something else"
    case .encrypted: "is protected by a passphrase; store it without one"
    case .notAKey: "holds no private key in PEM"
    case .notACertificate: "holds no certificate in PEM"
    case .system(let number): SystemMessage.text(of: number)
    }
  }
}
