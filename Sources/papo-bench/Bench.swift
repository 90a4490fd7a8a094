import ArgumentParser
import ChatLoad
import Reactor

import class FoundationEssentials.JSONEncoder

/// One run, from its settings to what is printed.
enum Bench {
  /// Exit codes of sysexits.h.
  private static let unavailable = ExitCode(69)
  private static let systemError = ExitCode(71)

  static func run(_ settings: LoadSettings, _ options: RunOptions) throws {
    ProcessLimits.ignoreBrokenPipe()
    let descriptors = ProcessLimits.raiseOpenFiles()
    if UInt64(settings.clients) + 32 > descriptors.soft {
      StandardError.write("\(settings.clients) connections are more than \(descriptors.soft) descriptors")
      throw systemError
    }
    let result = try measure(settings)
    if let plot = options.plot { try draw(result, plot) }
    print(options.json ? try json(result) : ResultTable.text(of: result))
    if !result.isClean { throw ExitCode.failure }
  }

  private static func measure(_ settings: LoadSettings) throws -> RunResult {
    let witness = RunWitness(
      progress: { StandardError.write(ResultTable.progress($0)) }, complaint: { StandardError.write($0) })
    do {
      return try Conductor.run(settings, witness)
    } catch let error as ServerProbe.Unreadable {
      StandardError.write("\(error)")
      throw unavailable
    } catch {
      StandardError.write("\(error)")
      throw systemError
    }
  }

  private static func draw(_ result: RunResult, _ path: String) throws {
    guard let picture = Picture(of: [result]) else {
      return StandardError.write("--plot: nothing in \(path), the run has no latencies")
    }
    try PictureFile.write(picture, to: path)
  }

  private static func json(_ result: RunResult) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(result), as: UTF8.self)
  }
}
