import TestSupport
import Testing

// Private messages: on the addressee's screen alone.

@Suite struct PrivateTests {
  @Test("Only the addressee gets it")
  func addresseeAlone() throws {
    try TestServer.run { server in
      let room = try server.plainRoom("Ana", "Rui", "Eva")
      let numbered = try server.numberedRoom("Tom", "Zoe")
      for client in room { try client.expect(["* Tom entered", "* Zoe entered"]) }
      try room[0].send(["@Rui segredo", "@Tom outro", "fim"])
      try room[1].expect(["[privado] Ana: segredo", "Ana: fim"])
      try room[2].expect("Ana: fim")
      try numbered[0].expect(7, "[privado] Ana>Tom: outro")
      try numbered[0].expect(8, "Ana: fim")
      try numbered[1].expect(8, "Ana: fim")
      try room[1].send("depois")
      try room[0].expect("Rui: depois")
    }
  }

  @Test("The sender is acknowledged and sees no copy")
  func acknowledged() throws {
    try TestServer.run { server in
      let room = try server.numberedRoom("Ana", "Rui", "Eva")
      try room[0].send("2 @Rui segredo", "3 fim")
      try room[0].expect("+2 4", "+3 5")
      try room[1].expect(4, "[privado] Ana>Rui: segredo")
      try room[1].expect(5, "Ana: fim")
      try room[2].expect(5, "Ana: fim")
    }
  }

  @Test("The addressee is found whatever the case and normal form of the name")
  func foldedName() throws {
    try TestServer.run { server in
      let room = try server.plainRoom("Ana", "José")
      try room[0].send(["@JOSÉ a", "@jose\u{301} b", "@josé  c"])
      try room[1].expect(["[privado] Ana: a", "[privado] Ana: b", "[privado] Ana:  c"])
      let numbered = try server.numbered("Rui")
      try numbered.send("2 @jOSÉ d")
      try numbered.expect("+2 7")
      try room[1].expect(["* Rui entered", "[privado] Rui: d"])
    }
  }

  @Test("Somebody who is not here is a mistake")
  func absent() throws {
    try TestServer.run { server in
      let ana = try server.plain("Ana")
      try ana.send("@Rui oi")
      try ana.expect("! there is nobody of that name here")
      let rui = try server.numbered("Rui")
      try ana.expect("* Rui entered")
      try rui.send("2 @Bia oi")
      try rui.expect(prefix: "!2 no-such-person ")
      try rui.send("3 #sair")
      try ana.expect("* Rui left")
      try ana.send("@Rui oi")
      try ana.expect("! there is nobody of that name here")
    }
  }

  @Test("Nobody writes to himself")
  func oneself() throws {
    try TestServer.run { server in
      let room = try server.plainRoom("Ana", "Rui")
      try room[0].send(["@ana oi", "fim"])
      try room[0].expect(prefix: "! ")
      try room[1].expect("Ana: fim")
      let numbered = try server.numbered("Eva")
      try numbered.send("2 @Eva oi")
      try numbered.expect(prefix: "!2 not-allowed ")
    }
  }

  @Test("The successor to a name gets nothing of what was for its last bearer")
  func successor() throws {
    try TestServer.run { server in
      let ana = try server.plain("Ana")
      let first = try server.plain("Rui")
      try ana.expect("* Rui entered")
      try ana.send("@Rui segredo")
      try first.expect("[privado] Ana: segredo")
      try first.send("#sair")
      try ana.expect("* Rui left")
      let second = try server.plain("Rui")
      try ana.expect("* Rui entered")
      try ana.send("@Rui novo")
      try second.expect("[privado] Ana: novo")
      try second.send("#historico")
      try second.expect(["* 1 earlier message:", "[privado] Ana: novo"])
    }
  }
}
