import Reactor

/// The way to a server at the other end of a cable.
package struct CableWay: TestWay {
  package let address: SocketAddress
  let cable: TestCable

  package func cut() throws { try cable.cut() }
  package func restore() throws { try cable.restore() }
  package func freeze() throws { try cable.freeze() }
  package func thaw() throws { try cable.thaw() }
}
