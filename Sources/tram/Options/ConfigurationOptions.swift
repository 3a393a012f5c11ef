// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Config
internal import Field
internal import Host

/// Which files say what the gateway is.
struct ConfigurationOptions: ParsableArguments {
    @Option(name: .customLong("config"), help: "The gateway's file.")
    var path = "/etc/tram/tram.yaml"

    @Option(
        name: .customLong("profiles"),
        help: "A directory of device profiles, looked into before all others; may be repeated.")
    var directories: [String] = []
}

/// Where the device profiles lie that come with the product.
enum Library {
    /// Installed by the package.
    static let installed = "/usr/share/tram/devices"
    /// How far above the executable a checkout's `Devices` is looked for.
    private static let levels = 6

    /// The checkout that the program was built in, if it was, then the installed library.
    static func directories() -> [String] {
        var found: [String] = []
        do throws(SystemFault) {
            var place = try Environment.executable()[...]
            for _ in 0..<levels {
                guard let slash = place.lastIndex(of: "/") else { break }
                place = place[..<slash]
                if File.isDirectory("\(place)/Devices") { found.append("\(place)/Devices") }
            }
        } catch {
            // Without /proc there is no checkout to be found either.
        }
        if File.isDirectory(installed) { found.append(installed) }
        return found
    }
}
