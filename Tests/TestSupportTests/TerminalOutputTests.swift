import TestSupport
import Testing

@Suite("The judge of terminal output")
struct TerminalOutputTests {
  @Test(
    "lets pass what ncurses sends",
    arguments: [
      "", "plain text\r\n\t\u{8}", "olá, はな子 👩\u{200D}💻 e\u{301}",
      // xterm's beginning and end.
      "\u{1B}[?1049h\u{1B}[22;0;0t\u{1B}[1;24r\u{1B}(B\u{1B}[m\u{1B}[4l\u{1B}[?7h\u{1B}[?1h\u{1B}=",
      "\u{1B}[24;1H\u{1B}[?1049l\u{1B}[23;0;0t\r\u{1B}[?1l\u{1B}>",
      "\u{1B}[H\u{1B}[2J\u{1B}[3;7H\u{1B}[39;49m\u{1B}[K\u{1B}[5X\u{1B}[2P\u{1B}[4@",
      "\u{1B}[10b\u{1B}[3d\u{1B}[7G",
      "\u{1B}[1m\u{1B}[38;5;208m\u{1B}[48;2;1;2;3mx\u{1B}[0;10m\u{1B}[1;4;7;31;102m",
      "\u{1B}(0\u{E}lqk\u{F}\u{1B})0\u{1B}M\u{1B}7\u{1B}8\u{1B}[?25l\u{1B}[?12l\u{1B}[?25h\u{1B}[?0c",
      "\u{1B}[?1000;1006h\u{1B}[?1004h\u{1B}[?2004h\u{1B}[!p",
    ])
  func allowed(_ text: String) {
    #expect(TerminalOutput.complaints(in: text.utf8) == [])
  }

  @Test(
    "complains of everything else",
    arguments: [
      "\u{0}", "\u{1}", "\u{5}", "\u{7}", "\u{B}", "\u{C}", "\u{10}", "\u{18}", "\u{1A}", "\u{1C}", "\u{7F}",
      "\u{80}", "\u{85}", "\u{9B}31m", "\u{9D}0;x\u{9C}", "\u{2028}", "\u{2029}", "\u{202A}", "\u{202E}",
      "\u{2066}", "\u{2069}",
      // Title, clipboard, link; device control, application, privacy, and start of string.
      "\u{1B}]0;x\u{7}", "\u{1B}]52;c;eA==\u{1B}\\", "\u{1B}]8;;http://x\u{1B}\\", "\u{1B}]9;bell\u{7}",
      "\u{1B}P1$r\u{1B}\\", "\u{1B}_x\u{1B}\\", "\u{1B}^x\u{1B}\\", "\u{1B}Xx\u{1B}\\", "\u{1B}c", "\u{1B}Z",
      "\u{1B}#8", "\u{1B}%G", "\u{1B}N", "\u{1B}n",
      // Reports, printing, window, other screens, keys, and what is no sequence.
      "\u{1B}[6n", "\u{1B}[c", "\u{1B}[>c", "\u{1B}[5i", "\u{1B}[21t", "\u{1B}[22;1;0t", "\u{1B}[?47h",
      "\u{1B}[?1003h", "\u{1B}[?h", "\u{1B}[20h", "\u{1B}[>4;2m", "\u{1B}[2 q", "\u{1B}[8m", "\u{1B}[38;5m",
      "\u{1B}[38;5;256m", "\u{1B}[1;2;3H", "\u{1B}[12345C", "\u{1B}[1:2m", "\u{1B}[\u{1B}[m",
      "\u{1B}[1\u{8}m",
      // Cut off.
      "\u{1B}", "\u{1B}[", "\u{1B}[3", "\u{1B}]9;x", "\u{1B}(",
    ])
  func forbidden(_ text: String) {
    #expect(TerminalOutput.complaints(in: text.utf8) != [])
  }

  @Test(
    "complains of broken UTF-8 and goes on behind it",
    arguments: [
      [0x80], [0x9B], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x80, 0x80],
      [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5],
      [0xFF], [0xFE],
    ] as [[UInt8]])
  func broken(_ bytes: [UInt8]) {
    #expect(TerminalOutput.complaints(in: bytes) != [])
    var output = TerminalOutput()
    output.take(bytes + Array("a\u{1B}[?2004h".utf8))
    #expect(output.complaints.first?.offset == 0)
    #expect(output.modes.contains(2004))
  }

  @Test("says the same however the bytes are cut")
  func anyCut() {
    let bytes = Array("é\u{1B}[1;31mはな\u{1B}]0;t\u{7}\u{1B}[?1049h\u{202E}\u{1B}[?1049l".utf8)
    var whole = TerminalOutput()
    whole.take(bytes)
    #expect(whole.complaintCount == 2)
    for cut in 0...bytes.count {
      var output = TerminalOutput()
      output.take(bytes[..<cut])
      output.take(bytes[cut...])
      #expect(output.complaints == whole.complaints)
      #expect(output.modes == whole.modes)
    }
  }

  @Test("counts bells and reads notifications where they are allowed, but nothing worse in them")
  func bell() {
    var output = TerminalOutput(allowsBell: true)
    output.take("\u{7}\u{1B}]9;Ana: olá\u{7}\u{1B}]9;Beto\u{1B}\\".utf8)
    #expect(output.complaints == [])
    #expect(output.bells == 1)
    #expect(output.notifications == ["Ana: olá", "Beto"])
    output.take("\u{1B}]9;\u{202E}x\u{7}".utf8)
    #expect(output.complaintCount == 1)
    output.take("\u{1B}]9;\u{1}\u{7}".utf8)
    #expect(output.notifications.count == 2)
  }

  @Test("keeps the modes that are on")
  func modes() {
    var output = TerminalOutput()
    #expect(output.modes == [7, 25])
    output.take("\u{1B}[?1049;2004h\u{1B}[?25l".utf8)
    #expect(output.modes == [7, 1049, 2004])
    output.take("\u{1B}[?1049l\u{1B}[?2004l\u{1B}[?25h".utf8)
    #expect(output.modes == [7, 25])
  }

  @Test("keeps no more complaints than its limit, and counts them all")
  func limit() {
    var output = TerminalOutput()
    let limit = TerminalOutput.maximumComplaints
    output.take(Array(repeating: 0, count: limit))
    #expect(output.complaints.count == limit)
    output.take([0])
    #expect(output.complaints.count == limit)
    #expect(output.complaintCount == limit + 1)
  }
}
