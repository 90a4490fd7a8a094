// swift-tools-version: 6.2
import PackageDescription

// That no two accesses to a value overlap is proved by the compiler where it can, and else looked at while
// the program runs: in debug builds, in which all tests run. In a release that would be a fifteenth of all
// instructions for a private message.
let swift: [SwiftSetting] = [
  .strictMemorySafety(), .treatAllWarnings(as: .error),
  .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)),
]
let c: [CSetting] = [.treatAllWarnings(as: .error)]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let histogram = Target.Dependency.product(name: "Histogram", package: "hdrhistogram-swift")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: swift)
}

func cModule(_ name: String, linking libraries: [String] = []) -> Target {
  .target(name: name, cSettings: c, linkerSettings: libraries.map { .linkedLibrary($0) })
}

func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(name: name, dependencies: dependencies, swiftSettings: swift)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name + "Tests", dependencies: dependencies, swiftSettings: swift)
}

// One program fuzzes whatever takes foreign bytes. Its main is libFuzzer's, so `make fuzz` alone builds it;
// else the same checks are tests, which replay the corpora.
let fuzzed: [Target.Dependency] = [
  "ChatClient", "ChatScreen", "ChatServer", "Journal", "JournalSQLite", "Reactor", "Terminal", "TestSupport",
  "TLS", "Wire", grdb,
]
let fuzzing: Target =
  Context.environment["PAPO_FUZZING"] == nil
  ? .testTarget(
    name: "FuzzingTests", dependencies: fuzzed, exclude: ["Corpora", "Program"], swiftSettings: swift)
  : .executableTarget(
    name: "Fuzz", dependencies: fuzzed, path: "Tests/FuzzingTests", exclude: ["Corpora", "Replaying"],
    swiftSettings: swift)

let package = Package(
  name: "papo",
  products: [
    .executable(name: "papod", targets: ["papod"]),
    .executable(name: "papo", targets: ["papo"]),
    .executable(name: "papo-bench", targets: ["papo-bench"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
  ],
  targets: [
    cModule("CCurses", linking: ["ncursesw"]),
    cModule("CLinux"),
    cModule("CNATS", linking: ["nats"]),
    cModule("CQRCode", linking: ["qrencode"]),
    cModule("CSandbox", linking: ["seccomp"]),
    cModule("CTLS", linking: ["ssl", "crypto"]),
    cModule("CUnicode", linking: ["unistring"]),
    module("Reactor", ["CLinux"]),
    module("Sandbox", ["CSandbox", "Reactor"]),
    module("TLS", ["CTLS"]),
    module("Invitation", ["CQRCode", "TLS"]),
    module("Wire", ["CUnicode"]),
    module("Journal"),
    module("JournalSQLite", ["Journal", "Reactor", grdb, sqlite]),
    module("JournalNATS", ["CNATS", "Journal", "JournalSQLite", "Reactor", "TLS"]),
    module("ChatServer", ["Journal", "Reactor", "TLS", "Wire", logging]),
    module("ChatClient", ["Reactor", "TLS", "Wire"]),
    module("Terminal", ["CCurses"]),
    module("ChatScreen", ["ChatClient", "Invitation", "Reactor", "Terminal", "TLS", "Wire"]),
    module("ChatLoad", ["Reactor", "TLS", histogram]),
    program(
      "papod",
      [
        "ChatServer", "Invitation", "Journal", "JournalNATS", "JournalSQLite", "Reactor", "Sandbox", "TLS",
        "Wire", argumentParser, logging,
      ]),
    program("papo-bench", ["ChatLoad", "Reactor", "TLS", argumentParser]),
    program(
      "papo",
      ["ChatClient", "ChatScreen", "Invitation", "Reactor", "Terminal", "TLS", "Wire", argumentParser]),
    .target(
      name: "TestSupport",
      dependencies: ["ChatClient", "ChatServer", "Journal", "Reactor", "TLS", "Wire", logging],
      path: "Tests/TestSupport", swiftSettings: swift),
    .target(
      name: "CrashTesting", dependencies: ["ChatClient", "Reactor", "TLS", "TestSupport", "Wire"],
      path: "Tests/CrashTesting", swiftSettings: swift),
    .executableTarget(
      name: "CrashTest", dependencies: ["CrashTesting", "Reactor", "TestSupport", argumentParser],
      path: "Tests/CrashTest", swiftSettings: swift),
    .executableTarget(
      name: "ClusterTest",
      dependencies: [
        "ChatLoad", "CrashTesting", "Journal", "JournalNATS", "Reactor", "TestSupport", argumentParser,
        histogram,
      ], path: "Tests/ClusterTest", swiftSettings: swift),
    .target(
      name: "CHostileTLS", path: "Tests/CHostileTLS", cSettings: c,
      linkerSettings: [.linkedLibrary("ssl"), .linkedLibrary("crypto")]),
    .target(
      name: "Attacking",
      dependencies: ["CHostileTLS", "ChatClient", "ChatLoad", "Reactor", "TLS", "TestSupport", "Wire"],
      path: "Tests/Attacking", swiftSettings: swift),
    .executableTarget(
      name: "AttackTest", dependencies: ["Attacking", "Reactor", argumentParser], path: "Tests/AttackTest",
      swiftSettings: swift),
    tests("Attacking", ["Attacking", "TLS", "TestSupport"]),
    tests("CrashTesting", ["ChatClient", "CrashTesting", "TestSupport", "Wire"]),
    tests("TestSupport", ["Reactor", "TestSupport", "Wire"]),
    tests("Reactor", ["Reactor"]),
    tests("TLS", ["TLS", "TestSupport"]),
    tests("Invitation", ["Invitation", "TLS"]),
    tests("Wire", ["Wire", "TestSupport"]),
    .target(
      name: "CFaultFileSystem", dependencies: [sqlite], path: "Tests/CFaultFileSystem", cSettings: c),
    tests(
      "Journal",
      [
        "CFaultFileSystem", "CNATS", "Journal", "JournalNATS", "JournalSQLite", "Reactor", "TestSupport",
        "TLS", grdb,
      ]),
    tests("ChatServer", ["ChatServer", "CNATS", "JournalNATS", "JournalSQLite", "TestSupport"]),
    .executableTarget(
      name: "SandboxProbe", dependencies: ["Reactor", "Sandbox"], path: "Tests/SandboxProbe",
      swiftSettings: swift),
    tests("Sandbox", ["Sandbox", "SandboxProbe", "TestSupport", "TLS"]),
    tests("papod", ["papod", "Reactor", "Sandbox", "TestSupport", "TLS"]),
    tests("ChatLoad", ["ChatLoad", "Reactor", "TestSupport", "TLS", "Wire"]),
    tests("ChatClient", ["ChatClient", "TestSupport"]),
    // Of CLinux, it needs what that tells sanitizers.
    .executableTarget(
      name: "ScreenProbe", dependencies: ["CLinux", "Terminal"], path: "Tests/ScreenProbe",
      swiftSettings: swift),
    .target(name: "CPseudoTerminal", path: "Tests/CPseudoTerminal", cSettings: c),
    tests("Terminal", ["CPseudoTerminal", "ScreenProbe", "Terminal", "TestSupport"]),
    tests("ChatScreen", ["ChatClient", "ChatScreen", "Invitation", "Terminal", "TestSupport"]),
    fuzzing,
  ]
)
