/// Cuts a stream of bytes into lines, each ended by LF or CRLF.
///
/// Append what was read, then ask `next` until it answers nil. Asking may stop earlier (a client that
/// floods): what was not asked for stays inside. The decoder takes whatever it is given, so who stops asking
/// must stop reading. Every byte is looked at once and moved a bounded number of times, however the stream is
/// cut. A decoder that holds no bytes holds no memory, so an idle connection costs nothing here.
package struct LineDecoder: Sendable {
  /// The longest line, without its end: 64 KiB.
  package static let maximumLineBytes = 65_536

  private var buffer: [UInt8] = []
  /// Where the next line starts in `buffer`.
  private var start = 0
  /// How far `buffer` was searched for the end of that line.
  private var searched = 0
  private var hasOffended = false

  /// An empty decoder.
  package init() {}

  /// Whether no byte waits: neither a line that was not asked for nor the beginning of one.
  package var isEmpty: Bool { buffer.isEmpty }

  /// How many bytes it holds.
  package var byteCount: Int { buffer.count }

  /// Takes the next bytes of the stream. After an offence they are dropped.
  package mutating func append(_ bytes: Span<UInt8>) {
    guard !hasOffended, !bytes.isEmpty else { return }
    // Only when at least as much is dropped as is kept, so that each byte pays for moving one other.
    if start > buffer.count / 2 {
      buffer.removeSubrange(..<start)
      searched -= start
      start = 0
    }
    buffer.append(span: bytes)
  }

  /// The next line or the offence that ends all; nil when more bytes are needed, and after an offence.
  package mutating func next() -> DecodedLine? {
    guard start < buffer.count else { return nil }
    guard let end = search() else {
      let length = buffer.count - start
      // One byte more may be the CR of a line that is just long enough.
      let isTooLong = length > Self.maximumLineBytes + (buffer.last == .carriageReturn ? 1 : 0)
      return isTooLong ? offend(.lineTooLong) : nil
    }
    guard buffer[end] == .lineFeed else {
      return offend(end - start > Self.maximumLineBytes ? .lineTooLong : .nul)
    }
    let hasReturn = end > start && buffer[end - 1] == .carriageReturn
    let line = Array(buffer[start..<(hasReturn ? end - 1 : end)])
    guard line.count <= Self.maximumLineBytes else { return offend(.lineTooLong) }
    guard (try? UTF8Span(validating: line.span)) != nil else { return offend(.invalidUTF8) }
    start = end + 1
    searched = start
    if start == buffer.count { forget() }
    return .line(line)
  }

  /// Where the current line ends with LF, or is cut short by NUL; nil if neither has come within what a line,
  /// its CR and its LF can be.
  private mutating func search() -> Int? {
    let limit = min(buffer.count, start + Self.maximumLineBytes + 2)
    let end = ByteSearch.first(.lineFeed, or: 0, in: buffer.span.extracting(..<limit), from: searched)
    searched = end ?? limit
    return end
  }

  private mutating func offend(_ offence: Offence) -> DecodedLine {
    hasOffended = true
    forget()
    return .offence(offence)
  }

  private mutating func forget() {
    buffer = []
    start = 0
    searched = 0
  }
}
