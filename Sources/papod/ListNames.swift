import ArgumentParser
import ChatServer
import Reactor

/// `papod names list`
struct ListNames: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Print each name that belongs to keys, the day when it was last used, and the pins of its keys."
  )

  @OptionGroup var options: NamesOptions

  func run() throws {
    for record in try options.read({ $0.records }) {
      print(record.name, Self.day(record.lastBorne), record.pins.joined(separator: " "))
    }
  }

  /// As ISO 8601 has it.
  private static func day(_ milliseconds: Int64) -> String {
    let time = LocalTime(milliseconds: milliseconds)
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(padded(time.year, 4))-\(padded(time.month, 2))-\(padded(time.day, 2))"
  }
}
