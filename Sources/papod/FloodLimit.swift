import ArgumentParser
import ChatServer

/// `--flood`
enum FloodLimit: ExpressibleByArgument {
  case on(TokenBucket.Rate)
  case off

  init?(argument: String) {
    if argument == "off" {
      self = .off
      return
    }
    let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let burst = Int(parts[0]), (1...1_000_000).contains(burst),
      let perSecond = Double(parts[1]), perSecond > 0, perSecond <= 1_000_000
    else { return nil }
    self = .on(TokenBucket.Rate(burst: Double(burst), perSecond: perSecond))
  }

  var rate: TokenBucket.Rate? {
    switch self {
    case .on(let rate): rate
    case .off: nil
    }
  }

  var defaultValueDescription: String {
    switch self {
    case .on(let rate): "\(Int(rate.burst)):\(Int(rate.perSecond))"
    case .off: "off"
    }
  }
}
