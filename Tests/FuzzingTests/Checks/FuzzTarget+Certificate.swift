import TLS
import TestSupport

extension FuzzTarget {
  /// A certificate and a key: as DER, which is put into PEM here, since the fuzzer would otherwise have to
  /// find its way through base64; where the input begins with `-`, as PEM.
  static let certificate = FuzzTarget("certificate", seeds: makeCertificates) { bytes in
    let isPEM = bytes.first == UInt8(ascii: "-")
    let pem = isPEM ? bytes : Array(armoured(bytes, "CERTIFICATE").utf8)
    if let certificate = try? Certificate(pem: pem) { try check(certificate) }
    let key = isPEM ? bytes : Array(armoured(bytes, "PRIVATE KEY").utf8)
    if let key = try? PrivateKey(pem: key) {
      let again = try PrivateKey(pem: key.pem)
      try hold(again.pin == key.pin, "a key that changes")
    }
  }

  private static func check(_ certificate: Certificate) throws {
    // The replacement of a broken byte has three.
    for name in certificate.names { try hold(1...768 ~= name.utf8.count, "a name that is too long") }
    let again = try Certificate(pem: certificate.pem)
    try hold(again.pin == certificate.pin && again.names == certificate.names, "a certificate that changes")
    try hold(again.notBefore == certificate.notBefore, "a beginning that changes")
    try hold(again.notAfter == certificate.notAfter, "an end that changes")
  }

  private static func armoured(_ der: [UInt8], _ label: String) -> String {
    let text = Base64.encode(der)
    var lines = ["-----BEGIN \(label)-----"]
    var rest = text[...]
    while !rest.isEmpty {
      lines.append(String(rest.prefix(64)))
      rest = rest.dropFirst(64)
    }
    return (lines + ["-----END \(label)-----", ""]).joined(separator: "\n")
  }

  private static func makeCertificates() throws -> [[UInt8]] {
    let credentials = try [TestCertificates.good, TestCertificates.expired]
    let pems = credentials.map(\.certificate.pem) + [credentials[0].key.pem]
    return pems.compactMap(der)
  }

  private static func der(_ pem: [UInt8]) -> [UInt8]? {
    let lines = String(decoding: pem, as: UTF8.self).split(separator: "\n")
    return Base64.decode(lines.filter { !$0.hasPrefix("-") }.joined())
  }
}
