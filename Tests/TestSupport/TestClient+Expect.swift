import Wire

/// What a test wants of what comes. Everything that is not as wanted is thrown, as a `TestFailure`.
extension TestClient {
  /// The next line.
  package func readLine(file: String = #fileID, line: Int = #line) throws -> String {
    do {
      if let next = try nextLine() { return next }
    } catch let failure as TestFailure {
      throw TestFailure(failure.description, file: file, line: line)
    }
    throw TestFailure("a line was wanted, the connection ended", file: file, line: line)
  }

  /// The next lines.
  package func readLines(_ count: Int, file: String = #fileID, line: Int = #line) throws -> [String] {
    try (0..<count).map { _ in try readLine(file: file, line: line) }
  }

  /// The next line is this one.
  package func expect(_ wanted: String, file: String = #fileID, line: Int = #line) throws {
    let next: String
    do {
      next = try readLine(file: file, line: line)
    } catch let failure as TestFailure {
      throw TestFailure("\(wanted.debugDescription) was wanted: \(failure)", file: file, line: line)
    }
    guard next == wanted else {
      throw TestFailure(
        "\(wanted.debugDescription) was wanted, \(next.debugDescription) came", file: file, line: line)
    }
  }

  /// The next lines are these.
  package func expect(_ wanted: [String], file: String = #fileID, line: Int = #line) throws {
    for each in wanted { try expect(each, file: file, line: line) }
  }

  /// The next line is one that fits; it is handed back.
  @discardableResult
  package func expect(
    where fits: (String) -> Bool, file: String = #fileID, line: Int = #line
  ) throws -> String {
    let next = try readLine(file: file, line: line)
    guard fits(next) else {
      throw TestFailure("another line was wanted, \(next.debugDescription) came", file: file, line: line)
    }
    return next
  }

  /// The next line begins so; the rest of it is handed back.
  @discardableResult
  package func expect(prefix: String, file: String = #fileID, line: Int = #line) throws -> String {
    let next = try readLine(file: file, line: line)
    guard next.hasPrefix(prefix) else {
      throw TestFailure(
        "\(prefix.debugDescription) and more was wanted, \(next.debugDescription) came", file: file,
        line: line)
    }
    return String(next.dropFirst(prefix.count))
  }

  /// All lines up to and with the first that fits.
  @discardableResult
  package func readLines(
    through fits: (String) -> Bool, file: String = #fileID, line: Int = #line
  ) throws -> [String] {
    var lines: [String] = []
    repeat { lines.append(try readLine(file: file, line: line)) } while !fits(lines[lines.count - 1])
    return lines
  }

  /// All lines that still come before the connection ends.
  package func readToEnd(file: String = #fileID, line: Int = #line) throws -> [String] {
    var lines: [String] = []
    do {
      while let next = try nextLine() { lines.append(next) }
    } catch let failure as TestFailure {
      throw TestFailure("no end after \(lines): \(failure)", file: file, line: line)
    }
    return lines
  }

  /// Nothing more comes but the end: with close_notify, or without.
  package func expectEnd(clean: Bool = true, file: String = #fileID, line: Int = #line) throws {
    if let next = try nextLine() {
      throw TestFailure("the end was wanted, \(next.debugDescription) came", file: file, line: line)
    }
    guard endedCleanly == clean else {
      throw TestFailure("the connection ended \(clean ? "in a cut" : "cleanly")", file: file, line: line)
    }
  }

  /// The next line is `SEQ MILLIS REST` of the numbered dialect; the time is not looked at.
  package func expect(
    _ sequence: UInt64, _ rest: String, file: String = #fileID, line: Int = #line
  ) throws {
    let next = try readLine(file: file, line: line)
    let parts = next.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "\(sequence)", Int64(parts[1]) != nil, parts[2] == rest else {
      let wanted = "\(sequence) MILLIS \(rest)".debugDescription
      throw TestFailure("\(wanted) was wanted, \(next.debugDescription) came", file: file, line: line)
    }
  }

  /// The next line, as a value of the numbered dialect.
  package func readValue(file: String = #fileID, line: Int = #line) throws -> ServerLine {
    ServerLine.parse(Array(try readLine(file: file, line: line).utf8))
  }
}
