import TLS

@testable import ChatClient

extension FuzzTarget {
  /// The file of known servers, which is read only where it is what would be written.
  static let knownServers = FuzzTarget("known-servers") { bytes in
    let servers: [KnownServer]
    do throws(RecordFileError) {
      servers = try RecordFile<KnownServer>.parse(SharedFile.lines(in: bytes), of: "known_servers")
    } catch {
      let isOfALine =
        switch error {
        case .malformed(_, let line), .repeated(_, let line): line > 0
        default: false
        }
      return try hold(isOfALine, "\(error) for bytes")
    }
    try hold(Set(servers.map(\.address)).count == servers.count, "a server with two keys")
    let text = servers.map { $0.line + "\n" }.joined()
    // The last line may lack its end.
    let isWhole = bytes.isEmpty || bytes.last == UInt8(ascii: "\n")
    try hold((isWhole ? bytes : bytes + [UInt8(ascii: "\n")]) == Array(text.utf8), "another file")
  }
}
