import Logging
import Reactor

/// Keeps what a server logs, for the test to look at; nothing is printed.
package struct TestLog: LogHandler {
  /// What was logged and not yet taken.
  private let lines: Inbox<String>

  /// Nothing below it is kept.
  package var logLevel = Logger.Level.info
  /// Stands before each record's own.
  package var metadata: Logger.Metadata = [:]

  /// An empty log.
  package init() throws {
    lines = try Inbox(limit: 1 << 16)
  }

  /// A logger that writes here.
  package var logger: Logger { Logger(label: "test") { _ in self } }

  /// All records since the last call, each as `level message key=value …` with its keys in order.
  package func take() -> [String] {
    var taken: [String] = []
    lines.drain(into: &taken)
    return taken
  }

  /// One key of the metadata.
  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  /// Keeps a record.
  package func log(event: LogEvent) {
    let all = metadata.merging(event.metadata ?? [:]) { $1 }
    let values = all.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
    lines.post("\(event.level) \(event.message)\(values)")
  }
}
