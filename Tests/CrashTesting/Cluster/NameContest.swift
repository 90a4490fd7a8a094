import ChatClient

/// Two who want one name at the same time, on two papods: one of them gets it, and no more than one.
struct NameContest {
  enum Outcome: Equatable {
    case open
    /// This one has it, and the other one was refused.
    case won(first: Bool)
    /// Neither has it: they were cut, or met nobody.
    case void
    /// Both have it.
    case both
  }

  let first: CrashClient
  let second: CrashClient

  var outcome: Outcome {
    switch (first.hasEntered, second.hasEntered) {
    case (true, true): return .both
    case (true, false): return second.end == nil ? .open : .won(first: true)
    case (false, true): return first.end == nil ? .open : .won(first: false)
    case (false, false): break
    }
    // Whoever was cut may have the name all the same, until that one is taken for gone.
    return first.end == nil && second.end == nil ? .open : .void
  }
}
