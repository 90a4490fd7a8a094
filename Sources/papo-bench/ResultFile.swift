import ChatLoad

import struct FoundationEssentials.Data
import class FoundationEssentials.JSONDecoder
import struct FoundationEssentials.URL

/// A file of results, as runs with `--json` print them: a line of JSON each. Empty lines are nothing.
struct ResultFile {
  /// In the file's order.
  let runs: [RunResult]

  /// Throws `ResultFileError` where the file cannot be read, or a line is no result.
  init(_ path: String) throws(ResultFileError) {
    guard let data = try? Data(contentsOf: URL(filePath: path)) else { throw .unreadable(path: path) }
    var runs: [RunResult] = []
    let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where !line.isEmpty {
      do {
        runs.append(try JSONDecoder().decode(RunResult.self, from: line))
      } catch {
        throw .malformed(path: path, line: index + 1, reason: Self.reason(error))
      }
    }
    self.runs = runs
  }

  private static func reason(_ error: any Error) -> String {
    switch error as? DecodingError {
    case .keyNotFound(let key, _): "\(key.stringValue) is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "\(context.codingPath.map(\.stringValue).joined(separator: ".")) is of another kind"
    default: "not JSON"
    }
  }
}
