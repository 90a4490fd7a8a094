import Glibc

/// Host names to addresses, by the system's own rules (getaddrinfo(3)). It blocks, for seconds where a name
/// server is silent: never on a thread that has a poller to serve.
package enum Resolver {
  /// The addresses of `host`, a name or a numeric address without brackets, in the order in which they are to
  /// be tried (RFC 6724), each once. Never empty. Throws where the name is unknown or nobody could be asked.
  package static func addresses(
    host: String, port: UInt16
  ) throws(ResolutionError) -> [SocketAddress] {
    // A C string ends at a NUL, so one in the middle would look up another name than the one given.
    guard !host.utf8.contains(0) else { throw ResolutionError(host: host, code: EAI_NONAME) }
    var hints = unsafe addrinfo()
    unsafe hints.ai_family = AF_UNSPEC
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    unsafe hints.ai_protocol = Int32(IPPROTO_TCP)
    var list: UnsafeMutablePointer<addrinfo>?
    let code = unsafe getaddrinfo(host, nil, &hints, &list)
    guard code == 0 else {
      throw ResolutionError(
        host: host, code: code,
        cause: code == EAI_SYSTEM ? SystemError(call: "getaddrinfo", code: errno) : nil)
    }
    defer { unsafe freeaddrinfo(list) }
    var addresses: [SocketAddress] = []
    var next = unsafe list
    while let entry = unsafe next {
      if let found = unsafe entry.pointee.ai_addr.flatMap({ unsafe SocketAddress($0) })?.ipAddress {
        let address = SocketAddress(found, port: port)
        if !addresses.contains(address) { addresses.append(address) }
      }
      unsafe next = entry.pointee.ai_next
    }
    guard !addresses.isEmpty else { throw ResolutionError(host: host, code: EAI_NONAME) }
    return addresses
  }
}
