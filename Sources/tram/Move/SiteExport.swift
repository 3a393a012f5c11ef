// SPDX-License-Identifier: Apache-2.0
internal import Config
internal import Field
internal import Host
internal import Spool

/// A site in one file: what it is configured as, and what its counters were last read as. Nothing
/// of the spool's epoch is in it: numbers are the box's own, and a new box begins new ones.
struct SiteExport: Hashable {
    /// One file of the site.
    struct Part: Hashable {
        /// From the folder of the gateway's file on; that one is `SiteExport.main`.
        var path: String
        var bytes: [UInt8]
        /// Whether only the service may read it.
        var isSecret = false
    }

    /// Of the format; others are refused.
    static let version: Int64 = 1
    /// What the gateway's own file is called here, whatever it is called on a box.
    static let main = "tram.yaml"
    /// Bytes of the whole file, and values in it: a line of a part is one.
    static let mostBytes = 16 * 1_024 * 1_024
    static let format = JSON.Limits(bytes: mostBytes, depth: 6, values: 524_288)
    static let mostParts = 8_192
    static let mostPartBytes = 1_000_000
    /// Bytes of a point's name, as the configuration takes it.
    static let mostPointBytes = 40

    /// UTC in milliseconds.
    var made: Int64
    /// Of the program that made it.
    var product: String
    var gateway: String
    /// The folder that the files lay in.
    var folder: String
    var parts: [Part] = []
    /// What the site needs and is not in here, because it is secret.
    var leftOut: [String] = []
    /// … because it lies outside of the folder.
    var elsewhere: [String] = []
    var counters: [DeviceCounters] = []

    var counterCount: Int { counters.reduce(0) { $0 + $1.readings.count } }

    // MARK: - Names

    /// Whether a name leads to a file in the folder and nowhere else.
    static func isName(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return name.utf8.count <= 255 && parts.count <= 8
            && parts.allSatisfy { !$0.isEmpty && !$0.hasPrefix(".") }
            && name.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
    }

    /// The first name that leads elsewhere, stands twice or is another one's folder; the gateway's
    /// file where there is none.
    var badName: String? {
        var names = Set<String>()
        for name in parts.map(\.path) where !Self.isName(name) || !names.insert(name).inserted {
            return name
        }
        guard names.contains(Self.main) else { return Self.main }
        return names.sorted().first { name in
            let steps = name.split(separator: "/")
            return (1..<max(1, steps.count)).contains {
                names.contains(steps.prefix($0).joined(separator: "/"))
            }
        }
    }
}
