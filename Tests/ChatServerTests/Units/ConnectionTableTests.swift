import Reactor
import TLS
import Testing
import Wire

@testable import ChatServer

@Suite("The table of connections")
struct ConnectionTableTests {
  private let context: TLSContext

  init() throws {
    let key = try PrivateKey.generate()
    let now = Clock.wallMilliseconds / 1_000
    let certificate = try Certificate.selfSigned(
      key: key, commonName: "test", hostNames: [], ipAddresses: [], notBefore: now, notAfter: now + 60)
    context = try TLSContext.server(try Credentials(certificate: certificate, key: key))
  }

  private func connection(_ id: ConnectionID) throws -> Connection {
    let pair = try Socket.pair()
    let socket = pair.first
    let tls = try TLSConnection(context, fileDescriptor: socket.raw)
    return Connection(
      id: id, caller: Caller(.loopback(port: 1)), surplus: nil, socket: socket, tls: tls, rates: nil, now: 0)
  }

  private func insert(into table: inout ConnectionTable) throws -> Connection {
    let id = table.nextID()
    let connection = try connection(try #require(id))
    table.insert(connection)
    return connection
  }

  @Test("finds what it holds by its id, and nothing else")
  func find() throws {
    var table = ConnectionTable(thread: 3)
    let first = try insert(into: &table)
    let second = try insert(into: &table)
    #expect(first.id.thread == 3 && first.id != second.id)
    #expect(table.count == 2)
    #expect(table[first.id] === first && table[second.id] === second)
    #expect(table.all.count == 2)
    #expect(table[ConnectionID(thread: 3, slot: 2, generation: 0)] == nil)
    #expect(table[ConnectionID(thread: 4, slot: first.id.slot, generation: 0)] == nil)
    #expect(table[ConnectionID(packed: .max)] == nil)
  }

  @Test("gives the same id until it is used")
  func nextID() throws {
    var table = ConnectionTable(thread: 0)
    #expect(table.nextID() == table.nextID())
    let first = try insert(into: &table)
    #expect(table.nextID() != first.id)
  }

  @Test("finds nothing by the id of a connection that is gone, also once its place is taken again")
  func staleGeneration() throws {
    var table = ConnectionTable(thread: 0)
    let first = try insert(into: &table)
    table.remove(first)
    #expect(table[first.id] == nil && table.count == 0 && table.all.isEmpty)
    let second = try insert(into: &table)
    #expect(second.id.slot == first.id.slot)
    #expect(table[first.id] == nil)
    #expect(table[second.id] === second)
  }
}
