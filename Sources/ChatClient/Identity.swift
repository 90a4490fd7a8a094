import Reactor
import TLS

/// A person's own key, by which servers know whose a name is: one file with the key and with a certificate
/// that says nothing of the person. It is never changed once it is made.
package struct Identity: Sendable {
  /// What no name stands for; a certificate has to have one.
  private static let commonName = "papo"

  /// The whole of time, as far as a certificate can say it: until 9999-12-31, 23:59:59 UTC, which is for what
  /// has no end (RFC 5280, 4.1.2.5), and from 1970 on, so that it does not tell when it was made.
  private static let validity: (from: Int64, to: Int64) = (0, 253_402_300_799)

  private let file: SharedFile

  /// The key in the file `path`. Its folder is made, closed to others, with the key.
  package init(path: String) {
    file = SharedFile(path: path)
  }

  /// `identity.pem` in the `DataFolder`. `lookup` gives the value of a variable. Throws `noFolder` where
  /// there is none.
  package static func standard(_ lookup: (String) -> String?) throws(IdentityError) -> Identity {
    guard let folder = DataFolder.path(lookup) else { throw .noFolder }
    return Identity(path: folder + "/identity.pem")
  }

  /// The file.
  package var path: String { file.path }

  /// The key, which is made where there is none yet, once however many ask for it at the same time. What is
  /// there and is no key for its owner alone is an error, and stays as it is.
  package func loadOrMake() throws(IdentityError) -> Credentials {
    if let credentials = try load() { return credentials }
    let lock = try lock()
    // Whoever had the lock may have made it.
    if let credentials = try load() { return credentials }
    let credentials = try make()
    lock.release()
    return credentials
  }

  private func load() throws(IdentityError) -> Credentials? {
    do throws(TLSError) {
      return try Credentials.load(file: file.path)
    } catch {
      guard error.kind == .keyFile(.missing) else { throw .unusable(error) }
      return nil
    }
  }

  private func lock() throws(IdentityError) -> FileLock {
    do throws(SharedFileError) {
      return try file.lock()
    } catch {
      throw .file(path: error.path, error.problem)
    }
  }

  private func make() throws(IdentityError) -> Credentials {
    let credentials: Credentials
    do throws(TLSError) {
      let key = try PrivateKey.generate()
      let certificate = try Certificate.selfSigned(
        key: key, commonName: Self.commonName, hostNames: [], ipAddresses: [],
        notBefore: Self.validity.from, notAfter: Self.validity.to)
      credentials = try Credentials(certificate: certificate, key: key)
    } catch {
      throw .unusable(error)
    }
    do throws(SharedFileError) {
      try file.write(credentials.pem)
    } catch {
      throw .file(path: error.path, error.problem)
    }
    return credentials
  }
}
