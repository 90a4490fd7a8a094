// The key after today's: made long before it is used, so that clients learn of it while today's still proves
// that it is their server who tells them.
extension CertificateFiles {
  /// The next certificate's name in the folder: what a server reads to announce the key.
  package static let nextCertificateName = "next.crt"

  /// The next key's name in the folder. A server has no use for it before it is today's.
  package static let nextKeyName = "next.key"

  /// Days for which the next key is to be announced before it is today's. Who is away for all that time meets
  /// a key that they do not know.
  package static let announcedDays: Int64 = 30

  private static let secondsOfDay: Int64 = 86_400

  /// The path of the next certificate that belongs to the one of this path.
  package static func nextCertificate(beside certificatePath: String) -> String {
    "\(PrivateFile.directory(of: certificatePath))/\(nextCertificateName)"
  }

  /// Makes the next key and its certificate beside today's, each 0600. The parameters are those of
  /// `makeOrRenew`, but for `replacing`: whether one that is there already makes way. Clients that were told
  /// of it are then told of the new one.
  ///
  /// - Throws: `.noKey`, `.alreadyMade` or `.files`.
  package static func makeNext(
    directory: String, hostNames extra: [String] = [], ipAddresses: [String] = [], days: Int,
    replacing: Bool = false
  ) throws(KeyChangeError) -> Certificate {
    guard try existingKey("\(directory)/\(keyName)") != nil else { throw .noKey }
    let certificatePath = "\(directory)/\(nextCertificateName)"
    let keyPath = "\(directory)/\(nextKeyName)"
    if try existingCertificate(certificatePath) != nil {
      guard replacing else { throw .alreadyMade }
      // In this order, so that a key that is no longer there is never announced.
      try remove(certificatePath)
      try remove(keyPath)
    }
    do throws(TLSError) {
      let key = try existingOrNewKey(keyPath).key
      return try makeCertificate(
        certificatePath, key: key, hostNames: extra, ipAddresses: ipAddresses, days: days)
    } catch {
      throw .files(error)
    }
  }

  /// Makes the next key today's, under a new certificate; the old key is gone. A run that was stopped
  /// half-way is brought to its end by another one. The parameters are those of `makeOrRenew`, and:
  ///
  /// - Parameters:
  ///   - now: seconds since 1970.
  ///   - early: whether it may be before the next key has been there for `announcedDays`. They count from its
  ///     certificate's `notBefore`, which is kept when a file is copied or restored from a backup, unlike the
  ///     time of the file.
  /// - Returns: the new certificate.
  /// - Throws: `.notMade`, `.tooEarly` or `.files`.
  package static func rotate(
    directory: String, hostNames extra: [String] = [], ipAddresses: [String] = [], days: Int, now: Int64,
    early: Bool = false
  ) throws(KeyChangeError) -> Certificate {
    let nextCertificatePath = "\(directory)/\(nextCertificateName)"
    let nextKeyPath = "\(directory)/\(nextKeyName)"
    let keyPath = "\(directory)/\(keyName)"
    guard let next = try existingCertificate(nextCertificatePath) else { throw .notMade }
    let nextKey = try existingKey(nextKeyPath)
    // Where an earlier run was stopped, the key has its name already.
    let found: PrivateKey? = if let nextKey { nextKey } else { try existingKey(keyPath) }
    guard let key = found, key.pin == next.pin else {
      let problem: TLSError =
        nextKey == nil
        ? TLSError("private key \(nextKeyPath)", kind: .keyFile(.missing))
        : TLSError("\(nextCertificatePath) and \(nextKeyPath)", kind: .keyMismatch)
      throw .files(problem)
    }
    if nextKey != nil {
      let wait = next.notBefore + announcedDays * secondsOfDay - now
      guard early || wait <= 0 else { throw .tooEarly(days: (wait + secondsOfDay - 1) / secondsOfDay) }
      do throws(FileProblem) {
        try PrivateFile.rename(nextKeyPath, to: keyPath)
      } catch {
        throw .files(TLSError("private key \(keyPath)", kind: .keyFile(error)))
      }
    }
    let certificate: Certificate
    do throws(TLSError) {
      certificate = try makeCertificate(
        "\(directory)/\(certificateName)", key: key, hostNames: extra, ipAddresses: ipAddresses, days: days)
    } catch {
      throw .files(error)
    }
    try remove(nextCertificatePath)
    return certificate
  }

  private static func existingKey(_ path: String) throws(KeyChangeError) -> PrivateKey? {
    do throws(TLSError) {
      return try PrivateKey(file: path)
    } catch {
      guard error.kind == .keyFile(.missing) else { throw .files(error) }
      return nil
    }
  }

  private static func existingCertificate(_ path: String) throws(KeyChangeError) -> Certificate? {
    do throws(TLSError) {
      return try Certificate(file: path)
    } catch {
      guard error.kind == .certificateFile(.missing) else { throw .files(error) }
      return nil
    }
  }

  private static func remove(_ path: String) throws(KeyChangeError) {
    do throws(FileProblem) {
      try PrivateFile.remove(path)
    } catch {
      throw .files(TLSError("file \(path)", kind: .certificateFile(error)))
    }
  }
}
