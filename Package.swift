// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

/// Warnings are errors in CI, `make test` and `make lint`, not for a newcomer with a newer
/// compiler.
let strict: [SwiftSetting] =
    Context.environment["TRAM_STRICT"] == "1" ? [.treatAllWarnings(as: .error)] : []

/// What every target is compiled with, each with its reason.
let settings: [SwiftSetting] =
    [
        // `any P` is written out, so that a boxed value is seen where it costs.
        .enableUpcomingFeature("ExistentialAny"),
        // An import is private to the file unless it says otherwise: C types cannot leak into
        // signatures.
        .enableUpcomingFeature("InternalImportsByDefault"),
        // A member is visible only where its module is imported: the table of imports stays true.
        .enableUpcomingFeature("MemberImportVisibility"),
        // Every unsafe expression carries the word `unsafe`.
        .strictMemorySafety(),
    ] + strict

/// Relocations in a bitmap instead of 24 bytes each: a megabyte less to store, and to read at each
/// start. It needs glibc 2.36, which is Debian 12's. No names for libraries to find, as nothing
/// loads any: half a megabyte. No tables for unwinding by exceptions, which Swift has none of, and
/// no index of them: two and a half; debuggers follow the frame pointers. Functions of the same
/// code are one, which nobody can tell apart: nothing here compares functions by their addresses.
/// No names of characters: half a megabyte.
let small: [LinkerSetting] = [
    .unsafeFlags(
        [
            "-use-ld=lld", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs",
            "-Xlinker", "--no-export-dynamic", "-Xlinker", "--no-eh-frame-hdr",
            "-Xlinker", "--icf=all", "-Xlinker", "--wrap=_swift_stdlib_getScalarName",
            "-Xlinker", "-T", "-Xlinker", "\(Context.packageDirectory)/Sources/tram/NoFrames.ld",
        ],
        .when(configuration: .release))
]

let parser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

/// Less code where no time is spent: half a megabyte.
let compact: [SwiftSetting] = [.unsafeFlags(["-Osize"], .when(configuration: .release))]

/// Each function apart, so that the linker leaves out those that nothing calls, and finds those of
/// the same code: six hundred kilobytes. Sequences of instructions that come again and again are
/// functions of their own: a hundred and forty.
let apart: [SwiftSetting] = [
    .unsafeFlags(
        [
            "-Xfrontend", "-function-sections", "-Xllvm", "-enable-machine-outliner=always",
        ], .when(configuration: .release))
]

/// What stays out of the executable, see COmitted. Not under a sanitizer, whose tests need it.
let alone: [CSetting] =
    Context.environment["TRAM_SANITIZER"] == nil
    ? [.define("TRAM_ALONE", .when(configuration: .release))] : []

/// A Swift target of the product: folder = target = name.
func product(
    _ name: String, _ dependencies: [Target.Dependency], _ own: [SwiftSetting] = [],
    resources: [Resource] = []
) -> Target {
    .target(
        name: name, dependencies: dependencies, resources: resources,
        swiftSettings: settings + apart + own)
}

/// The tests of one target, in the folder of their name.
func tests(
    _ name: String, _ dependencies: [Target.Dependency], without files: [String] = []
) -> Target {
    .testTarget(
        name: name + "Tests", dependencies: dependencies, exclude: files, swiftSettings: settings)
}

let package = Package(
    name: "tram",
    products: [.executable(name: "tram", targets: ["tram"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    ],
    targets: [
        .systemLibrary(
            name: "CModbus", pkgConfig: "libmodbus", providers: [.apt(["libmodbus-dev"])]),
        .systemLibrary(
            name: "CMosquitto", pkgConfig: "libmosquitto", providers: [.apt(["libmosquitto-dev"])]),
        .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(
            name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .target(name: "CLinux"),
        .target(name: "COmitted", cSettings: alone),

        product("Field", [], compact),
        product("Ring", []),
        product("Host", ["Field", "CLinux", "CSSL", "CZlib"], compact),
        // The examples of `tram help profiles` are those of Devices/README.md, by a symbolic link.
        product(
            "Config", ["Field", "Host", "CYAML"], compact,
            resources: [.embedInCode("Manual/ProfileLanguage.md")]),
        product("Bus", ["Field", "Ring", "Host", "CModbus"], compact),
        product("Hub", ["Field", "Host", "CMosquitto"], compact),
        product("Spool", ["Field", "Host", "CSQLite"], compact),
        product("Agent", ["Bus", "Hub", "Spool", "Host", "Ring", "Field", logging], compact),
        product("Simulator", ["Field", "Host"], compact),
        .executableTarget(
            name: "tram",
            dependencies: [
                "Agent", "Config", "Simulator", "Bus", "Hub", "Spool", "Host", "Field",
                "COmitted", parser, logging,
            ],
            exclude: ["NoFrames.ld"], swiftSettings: settings + apart + compact,
            linkerSettings: small),

        .target(
            name: "Rig", dependencies: ["Host", "Field"], path: "Tests/Rig",
            exclude: ["Peers", "Interposers"],
            swiftSettings: settings),
        // The trait of tests that wait.
        .target(
            name: "Waiting", dependencies: ["Host", "Field"], path: "Tests/Waiting",
            swiftSettings: settings),
        tests("Field", ["Field", "Host"]),
        tests("Ring", ["Ring", "Host", "Field"]),
        tests("Host", ["Host", "Field", "Waiting"]),
        tests("Config", ["Config", "Host", "Field"]),
        tests("Bus", ["Bus", "Simulator", "Ring", "Host", "Field", "Rig"]),
        tests("Hub", ["Hub", "Host", "Field", "Rig"]),
        tests("Spool", ["Spool", "Host", "Field", "Rig"]),
        // A process with a spool, which tests kill and cut off from its disk.
        .executableTarget(
            name: "SpoolChild", dependencies: ["CCrashLog", "Spool", "Host", "Field"],
            path: "Tests/SpoolChild", swiftSettings: settings),
        .target(name: "CCrashLog", path: "Tests/CrashLog"),
        tests(
            "Agent",
            [
                "Agent", "Bus", "Simulator", "Hub", "Spool", "Host", "Field", "Rig", "Waiting",
                logging,
            ]),
        tests("Simulator", ["Simulator", "Host", "Field", "Waiting"]),
        tests(
            "Command",
            [
                "tram", "Agent", "Config", "Simulator", "Bus", "Hub", "Spool", "Host", "Field",
                "Rig", "Waiting", logging,
            ], without: ["Golden/en", "Golden/vi"]),
        tests("Interop", ["Host", "Field", "Rig", "Waiting"]),
        tests("Tidy", ["Host"]),
        .executableTarget(
            name: "Bench",
            dependencies: [
                "Ring", "Host", "Field", "Simulator", "Config", "Bus", "Hub", "Rig", "CModbus",
                "CBoostRing",
            ],
            path: "Tests/Bench", swiftSettings: settings),
        // The agent against everything that goes wrong; Scripts/campaign builds its interposer.
        .executableTarget(
            name: "Campaign", dependencies: ["Host", "Field"], path: "Tests/Campaign",
            exclude: ["Interposer"], swiftSettings: settings),
        // What Bench compares the ring with; -O3 and no assertions, so that it is at its best.
        .target(
            name: "CBoostRing", path: "Tests/BoostRing",
            cxxSettings: [
                .unsafeFlags(["-O3"], .when(configuration: .release)),
                .define("NDEBUG", .when(configuration: .release)),
            ]),
        // What Bench compares the whole way with: one thread of C on the same two libraries.
        .executableTarget(
            name: "Baseline", dependencies: ["CModbus", "CMosquitto"], path: "Tests/Baseline"),
    ],
    swiftLanguageModes: [.v6]
)

/// A sanitizer compiles everything it is given once more, for minutes: it is given what it judges
/// (`Scripts/test` says which tests).
let foreign: Set = ["tram", "CommandTests", "InteropTests", "TidyTests", "Bench", "Campaign"]
let threadless: Set = [
    "Config", "ConfigTests", "FieldTests", "HostTests", "SimulatorTests", "SpoolTests",
    "SpoolChild",
]
if let sanitizer = Context.environment["TRAM_SANITIZER"] {
    let unjudged = sanitizer == "thread" ? foreign.union(threadless) : foreign
    package.targets.removeAll { unjudged.contains($0.name) }
    package.products.removeAll()
}
