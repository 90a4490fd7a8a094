import Glibc
import TLS
import TestSupport

/// The files that a papod has its key from, to be changed under it.
struct ServerFiles {
  private let certificate: String
  private let key: String

  /// Those in the folder of a `TestPapod`.
  init(in folder: TemporaryFolder) {
    certificate = folder.path + "/" + CertificateFiles.certificateName
    key = folder.path + "/" + CertificateFiles.keyName
  }

  /// Writes both.
  func write(_ credentials: Credentials) throws {
    try PrivateFile.replace(key, with: credentials.key.pem)
    try PrivateFile.replace(certificate, with: credentials.certificate.pem)
  }

  /// Spoils what is there, each time in another way: a certificate that is cut, one of another key, a key
  /// that is none, no certificate.
  func spoil(_ number: Int, _ keys: [Credentials]) throws {
    switch number % 4 {
    case 0:
      let whole = keys[0].certificate.pem
      try PrivateFile.replace(certificate, with: Array(whole.prefix(whole.count / 2)))
    case 1:
      try PrivateFile.replace(certificate, with: keys[0].certificate.pem)
      try PrivateFile.replace(key, with: keys[1].key.pem)
    case 2: try PrivateFile.replace(key, with: Array("garbage".utf8))
    default: try PrivateFile.remove(certificate)
    }
  }
}
