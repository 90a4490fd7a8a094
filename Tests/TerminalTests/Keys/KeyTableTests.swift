import Terminal
import Testing

@Suite("The key table")
struct KeyTableTests {
  @Test("takes a terminal's own sequences, in place of the standard ones")
  func added() {
    var table = KeyTable.standard
    for (sequence, key) in [
      ("\u{1B}[Q", Key.function(9)), ("\u{1B}OA", .down), ("\u{1B}C", .right), ("\u{1B}[M", .function(1)),
      ("\u{1B}[[Z", .insert), ("\u{1B}[9$", .home), ("\u{8}", .backspace),
    ] {
      #expect(table.add(Array(sequence.utf8), key) == true)
      var decoder = KeyDecoder(table)
      #expect(decoder.decode(sequence.utf8, at: 0) == [key])
    }
  }

  @Test(
    "refuses what cannot be told from other keys",
    arguments: [
      "", "x", "\u{1B}", "\u{1B}[", "\u{1B}O", "\u{1B}]", "\u{1B}P", "\u{1B}\u{1B}[A", "\u{1B}[é",
      "\u{1B}[A1",
      "\u{1B}xy", "\u{1B}[1", "\u{1B}[$", "\u{1B}[[", "\u{1B}[[AB", "\u{1B}\r", "\u{3}", "\u{7F}",
    ])
  func refused(sequence: String) {
    var table = KeyTable.standard
    #expect(table.add(Array(sequence.utf8), .home) == false)
  }

  @Test("takes a sequence up to its longest, and none beyond")
  func longest() {
    var table = KeyTable.standard
    let most = KeyTable.maximumSequenceBytes
    let longest = "\u{1B}[" + String(repeating: "9", count: most - 3) + "~"
    #expect(table.add(Array(longest.utf8), .insert) == true)
    #expect(table.add(Array(("\u{1B}[9" + longest.dropFirst(2)).utf8), .insert) == false)
  }

  @Test("takes BS for Backspace alone")
  func backspace() {
    var table = KeyTable.standard
    #expect(table.add([0x08], .delete) == false)
    #expect(table.add([0x08], .backspace) == true)
  }
}
