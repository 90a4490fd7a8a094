import TestSupport
import Testing

// Leaving: by `#sair` in all its spellings, by closing, by a cut; the others go on.

@Suite struct LeavingTests {
  @Test(
    "Every spelling of leaving is answered with a goodbye and close_notify",
    arguments: [
      "#sair", "#quit", "#SAIR", "#Quit", "#sair ",
    ])
  func spellings(command: String) throws {
    try TestServer.run { server in
      let room = try server.plainRoom("Ana", "Rui")
      try room[0].send(command)
      try room[0].expect("* Goodbye, Ana!")
      try room[0].expectEnd(clean: true)
      try room[1].expect("* Ana left")
    }
  }

  @Test("A numbered client that leaves is acknowledged in the journal's order")
  func numbered() throws {
    try TestServer.run { server in
      let room = try server.numberedRoom("Ana", "Rui")
      try room[0].send("2 tchau", "3 #quit")
      try room[0].expect("+2 3", "+3 4")
      try room[0].client.expectEnd(clean: true)
      try room[1].expect(3, "Ana: tchau")
      try room[1].expect(4, "* left Ana quit")
    }
  }

  @Test("Nothing after it is looked at")
  func nothingAfter() throws {
    try TestServer.run { server in
      let room = try server.plainRoom("Ana", "Rui")
      try room[0].send(["antes", "#sair", "depois", "@Rui depois"])
      try room[0].expect("* Goodbye, Ana!")
      try room[0].expectEnd()
      try room[1].expect(["Ana: antes", "* Ana left"])
      let eva = try server.plain("Eva")
      try room[1].expect("* Eva entered")
      eva.cut()
    }
  }

  @Test("Leaving cuts that connection only")
  func othersGoOn() throws {
    try TestServer.run { server in
      let room = try server.plainRoom("Ana", "Rui", "Eva")
      try room[1].send("#sair")
      try room[1].expect("* Goodbye, Rui!")
      try room[0].expect("* Rui left")
      try room[2].expect("* Rui left")
      try room[0].send("ainda aqui")
      try room[2].expect("Ana: ainda aqui")
    }
  }

  @Test("A plain client that closes, or is cut, leaves at once; what it sent before still arrives")
  func closedAndCut() throws {
    try TestServer.run { server in
      let room = try server.plainRoom("Ana", "Rui", "Eva")
      let numbered = try server.numbered("Tom")
      for client in room { try client.expect("* Tom entered") }
      try room[1].send(["a", "b"])
      room[1].close()
      try room[0].expect(["Rui: a", "Rui: b", "* Rui left"])
      try room[2].expect(["Rui: a", "Rui: b", "* Rui left"])
      try room[2].send("c")
      try room[0].expect("Eva: c")
      room[2].cut()
      try room[0].expect("* Eva left")
      for sequence: UInt64 in 5...6 { try numbered.expect(sequence, "Rui: \(sequence == 5 ? "a" : "b")") }
      try numbered.expect(7, "* left Rui quit")
      try numbered.expect(8, "Eva: c")
      try numbered.expect(9, "* left Eva lost")
    }
  }

  @Test("Who closes its side still gets the answers to what it asked")
  func answersAfterClose() throws {
    try TestServer.run { server in
      let ana = try server.plain("Ana")
      try ana.send(["#quem", "@Rui oi", "#historico"])
      ana.close()
      try ana.expect([
        "* 1 person here: Ana", "! there is nobody of that name here", "* No earlier messages.",
        "* Goodbye, Ana!",
      ])
      try ana.expectEnd()
    }
  }

  @Test("Who closes its side right after the name has still entered and left")
  func closeAfterName() throws {
    try TestServer.run { server in
      let rui = try server.plain("Rui")
      let ana = try server.connect(.plain)
      try ana.send(["Ana", "oi"])
      ana.close()
      try rui.expect(["* Ana entered", "Ana: oi", "* Ana left"])
      try ana.expect(prefix: "* Hello, Ana!")
      try ana.expect("* Goodbye, Ana!")
      try ana.expectEnd()
    }
  }
}
