import Glibc

/// What libFuzzer calls: the program has its `main`. The environment says which target it is for.
enum FuzzProgram {
  /// The target that PAPO_FUZZ_TARGET names; where that is none, the program ends.
  static let target: FuzzTarget = {
    let name = unsafe getenv("PAPO_FUZZ_TARGET").map { unsafe String(cString: $0) } ?? ""
    if let target = FuzzTarget.all.first(where: { $0.name == name }) { return target }
    print("PAPO_FUZZ_TARGET is one of:", FuzzTarget.all.map(\.name).joined(separator: " "))
    exit(2)
  }()
}

/// Checks the target with these bytes (libFuzzer's documentation, "Fuzz Target"); a property that does not
/// hold ends the process, which libFuzzer takes for a find.
@c(LLVMFuzzerTestOneInput)
func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  do {
    try FuzzProgram.target.check(bytes)
  } catch {
    fatalError("\(FuzzProgram.target.name): \(error)")
  }
  return 0
}

/// Writes the seeds that do not stand in the tree into the folder that PAPO_FUZZ_SEEDS names, before
/// libFuzzer reads it ("Startup initialization").
@c(LLVMFuzzerInitialize)
func prepareSeeds(
  _ count: UnsafeMutablePointer<CInt>?, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> CInt {
  // Where it names none, the program is to end before it is libFuzzer's.
  let target = FuzzProgram.target
  guard let folder = unsafe getenv("PAPO_FUZZ_SEEDS").map({ unsafe String(cString: $0) }) else { return 0 }
  do {
    for (index, seed) in try target.seeds().enumerated() {
      let file = unsafe fopen("\(folder)/seed-\(index)", "w")
      guard let file = unsafe file else { return 0 }
      _ = unsafe fwrite(seed, 1, seed.count, file)
      _ = unsafe fclose(file)
    }
  } catch {
    fatalError("\(target.name): \(error)")
  }
  return 0
}
