import ArgumentParser

/// An option that is on or off.
enum Switch: String, ExpressibleByArgument {
  case on, off
}
