import TLS
import Wire

/// Clients of a test's server.
extension TestHost {
  /// A client that has shaken hands and said nothing, with this key of its own.
  package func connect(
    _ dialect: Dialect, isNarrow: Bool = false, identity: Credentials? = nil
  ) throws -> TestClient {
    var configuration = configuration(dialect)
    configuration.credentials = identity
    return try TestClient(address, configuration, isNarrow: isNarrow)
  }

  /// A client that was configured otherwise than papo.
  package func connect(_ change: (inout TLSConfiguration) -> Void) throws -> TestClient {
    var configuration = configuration(.numbered)
    change(&configuration)
    return try TestClient(address, configuration)
  }

  /// What a client of this dialect needs: papo's own configuration, or that without ALPN. It trusts this
  /// server's pin.
  package func configuration(_ dialect: Dialect) -> TLSConfiguration {
    var configuration = TLSConfiguration.client(trusting: [pin])
    if dialect == .plain { configuration.applicationProtocols = [] }
    return configuration
  }

  /// A plain client that has entered, its welcome read.
  package func plain(
    _ name: String, isNarrow: Bool = false, file: String = #fileID, line: Int = #line
  ) throws -> TestClient {
    let client = try connect(.plain, isNarrow: isNarrow)
    try client.send(name)
    try client.expect(where: { $0.hasPrefix("* ") && $0.contains(name) }, file: file, line: line)
    return client
  }

  /// Plain clients that have entered one after the other, each having read who came after it.
  package func plainRoom(
    _ names: String..., file: String = #fileID, line: Int = #line
  ) throws -> [TestClient] {
    var clients: [TestClient] = []
    for name in names {
      let newcomer = try plain(name, file: file, line: line)
      for client in clients { try client.expect("* \(name) entered", file: file, line: line) }
      clients.append(newcomer)
    }
    return clients
  }

  /// A numbered client that has entered with line 1, everything up to `= ready` read; where there is an
  /// `identity`, it has shown that key.
  package func numbered(
    _ name: String, isNarrow: Bool = false, identity: Credentials? = nil, file: String = #fileID,
    line: Int = #line
  ) throws -> NumberedClient {
    let client = try connect(.numbered, isNarrow: isNarrow, identity: identity)
    try client.send("1 \(name)")
    return try NumberedClient(entering: client, file: file, line: line)
  }

  /// Numbered clients that have entered one after the other, each having read who came after it.
  package func numberedRoom(
    _ names: String..., file: String = #fileID, line: Int = #line
  ) throws -> [NumberedClient] {
    var clients: [NumberedClient] = []
    for name in names {
      let newcomer = try numbered(name, file: file, line: line)
      for client in clients {
        try client.expect(newcomer.entered, "* joined \(name)", file: file, line: line)
      }
      clients.append(newcomer)
    }
    return clients
  }

  /// A numbered client that asked to take the session up with line `number`, nothing read yet.
  package func resume(
    _ token: String, after sequence: UInt64, number: UInt64 = 1, identity: Credentials? = nil
  ) throws -> TestClient {
    let client = try connect(.numbered, identity: identity)
    try client.send("\(number) #retomar \(token) \(sequence)")
    return client
  }
}
