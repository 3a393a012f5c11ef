// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Config
internal import Field
internal import Host

/// Which files say what the gateway is.
struct ConfigurationOptions: ParsableArguments {
    static let usual = "/etc/tram/tram.yaml"

    @Option(
        name: .customLong("config"),
        help: .words(en: "The gateway's file.", vi: "Tệp cấu hình của gateway."),
        completion: .yaml)
    var path = Self.usual

    @OptionGroup var profiles: ProfileOptions

    var directories: [String] { profiles.directories }
}

/// Where else device profiles are looked for.
struct ProfileOptions: ParsableArguments {
    @Option(
        name: .customLong("profiles"),
        help: .words(
            en: "A directory of device profiles, looked into before all others; may be repeated.",
            vi: "Thư mục hồ sơ thiết bị, được tìm trước mọi thư mục khác; có thể lặp lại."),
        completion: .directory)
    var directories: [String] = []

    func validate() throws {
        for path in directories where !File.isDirectory(path) {
            throw ValidationError(
                Text(
                    en: "--profiles \(path): no such directory; write it as ls finds it",
                    vi: "--profiles \(path): không có thư mục này; hãy dùng ls để xem lại tên"))
        }
    }
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
