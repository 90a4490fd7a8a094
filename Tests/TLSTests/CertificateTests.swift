import CTLS
import Glibc
import Testing

@testable import TLS

@Suite struct CertificateTests {
  @Test("A self-signed certificate says what it was told to")
  func contents() throws {
    let key = try PrivateKey.generate()
    let certificate = try Certificate.selfSigned(
      key: key, commonName: "José", hostNames: ["localhost", "casa.local"],
      ipAddresses: ["127.0.0.1", "::1", "2001:db8::7"], notBefore: 1_700_000_000, notAfter: 2_600_000_000)
    #expect(certificate.pin == key.pin)
    #expect(certificate.notBefore == 1_700_000_000)
    #expect(certificate.notAfter == 2_600_000_000)
    #expect(certificate.names == ["localhost", "casa.local", "127.0.0.1", "::1", "2001:db8::7"])
  }

  @Test("It comes back from its PEM")
  func pem() throws {
    let certificate = try Fixture.credentials().certificate
    let again = try Certificate(pem: certificate.pem)
    #expect(again.pem == certificate.pem)
    #expect(again.pin == certificate.pin)
    #expect(again.names == certificate.names)
    #expect(again.notAfter == certificate.notAfter)
  }

  @Test("It is version 3, no authority, for signatures in TLS, with a random positive serial number")
  func extensions() throws {
    let key = try PrivateKey.generate()
    var serials: Set<String> = []
    for _ in 0..<4 {
      let certificate = try Fixture.credentials(key: key).certificate
      let handle = unsafe certificate.handle
      #expect(unsafe X509_get_version(handle) == Int(X509_VERSION_3))
      let flags = unsafe X509_get_extension_flags(handle)
      #expect(flags & UInt32(EXFLAG_BCONS) != 0)
      #expect(flags & UInt32(EXFLAG_CA | EXFLAG_INVALID) == 0)
      #expect(unsafe X509_get_key_usage(handle) == UInt32(KU_DIGITAL_SIGNATURE))
      #expect(unsafe X509_get_extended_key_usage(handle) == UInt32(XKU_SSL_SERVER | XKU_SSL_CLIENT))
      let number = unsafe try #require(ASN1_INTEGER_to_BN(X509_get0_serialNumber(handle), nil))
      defer { unsafe BN_free(number) }
      #expect(unsafe BN_is_negative(number) == 0)
      #expect(unsafe BN_num_bits(number) == 127)
      let hex = unsafe try #require(BN_bn2hex(number))
      serials.insert(unsafe String(cString: hex))
      unsafe CRYPTO_free(hex, #file, #line)
    }
    #expect(serials.count == 4)
  }

  @Test(
    "With itself as the only authority it verifies for each of its names, and for no other",
    arguments: [
      ("localhost", true), ("127.0.0.1", true), ("::1", true), ("example.org", false), ("127.0.0.2", false),
    ]
  )
  func verifies(name: String, expected: Bool) throws {
    #expect(try verify(Fixture.credentials().certificate, name) == expected)
  }

  @Test(
    "Nor does it verify before its time or after it",
    arguments: [(-7200, -3600), (3600, 7200)] as [(Int64, Int64)])
  func validity(begin: Int64, end: Int64) throws {
    #expect(try !verify(Fixture.credentials(from: begin, to: end).certificate, "localhost"))
  }

  @Test("What comes after the first certificate is kept, and sent")
  func chain() throws {
    let credentials = try Fixture.credentials()
    let other = try Fixture.credentials(name: "other").certificate
    let both = try Certificate(pem: credentials.certificate.pem + other.pem)
    #expect(both.pin == credentials.key.pin)
    #expect(both.pem == credentials.certificate.pem + other.pem)
    let server = try Credentials(certificate: both, key: credentials.key)
    let pair = try TLSPair(server: .server(server), client: .client(trusting: [both.pin]))
    try pair.shakeHands()
    let sent = unsafe SSL_get_peer_cert_chain(ctls_connection_ssl(pair.client.handle))
    #expect(unsafe OPENSSL_sk_num(sent) == 2)
  }

  @Test("What is no certificate says so", arguments: ["", "senha", "-----BEGIN CERTIFICATE-----\nAAAA\n"])
  func noCertificate(text: String) throws {
    let error = try #require(throws: TLSError.self) { try Certificate(pem: Array(text.utf8)) }
    #expect(error.kind == .certificateFile(.notACertificate))
    #expect(error.description == "certificate: holds no certificate in PEM")
  }

  @Test("A missing file says so with its name")
  func missing() throws {
    let error = try #require(throws: TLSError.self) { try Certificate(file: "/nowhere/server.crt") }
    #expect(error.kind == .certificateFile(.missing))
    #expect(error.description == "certificate /nowhere/server.crt: there is no such file")
  }

  @Test(
    "A name that is no host name and an address that is none are refused", arguments: ["", "a b", "é", "a\n"])
  func badNames(name: String) throws {
    let key = try PrivateKey.generate()
    #expect(throws: TLSError.self) {
      try Certificate.selfSigned(
        key: key, commonName: "x", hostNames: [name], ipAddresses: [], notBefore: 0, notAfter: 1)
    }
    #expect(throws: TLSError.self) {
      try Certificate.selfSigned(
        key: key, commonName: "x", hostNames: [], ipAddresses: [name], notBefore: 0, notAfter: 1)
    }
  }

  @Test("A common name has 64 characters at most", arguments: [64, 65])
  func commonName(length: Int) throws {
    let key = try PrivateKey.generate()
    let make = {
      try Certificate.selfSigned(
        key: key, commonName: String(repeating: "a", count: length), hostNames: [], ipAddresses: [],
        notBefore: 0, notAfter: 1)
    }
    if length == 64 {
      #expect(try make().names.isEmpty)
    } else {
      #expect(throws: TLSError.self) { try make() }
    }
  }

  /// As a client with a trust store would: chain, dates, purpose and name.
  private func verify(_ certificate: Certificate, _ name: String) throws -> Bool {
    let store = unsafe try #require(X509_STORE_new())
    defer { unsafe X509_STORE_free(store) }
    let check = unsafe try #require(X509_STORE_CTX_new())
    defer { unsafe X509_STORE_CTX_free(check) }
    #expect(unsafe X509_STORE_add_cert(store, certificate.handle) == 1)
    #expect(unsafe X509_STORE_CTX_init(check, store, certificate.handle, nil) == 1)
    #expect(unsafe X509_STORE_CTX_set_default(check, "ssl_server") == 1)
    let parameters = unsafe X509_STORE_CTX_get0_param(check)
    if unsafe X509_VERIFY_PARAM_set1_ip_asc(parameters, name) != 1 {
      #expect(unsafe X509_VERIFY_PARAM_set1_host(parameters, name, 0) == 1)
    }
    return unsafe X509_verify_cert(check) == 1
  }
}
