// SPDX-License-Identifier: Apache-2.0
package import Field

/// Where records are kept, and how many.
package struct SpoolSettings: Hashable, Sendable {
    /// The database's path; nil keeps records in memory only.
    package var path: String?
    /// Bytes of the database, its log and the room for gaps together.
    package var size: Int64
    /// How long delivered records are kept for replay, by stream.
    package var keep: [Stream: Nanoseconds]
    /// The hubs that a record is to reach, by name; at most `mostHubs`.
    package var hubs: [String]
    /// A digest of what makes this machine itself.
    package var binding: [UInt8]
    /// Numbers that are to be reserved ahead of a series, where that is more than usual; at most
    /// 1,024.
    package var ahead: [SeriesKey: UInt64] = [:]
    /// Bytes of a page of a new database.
    package var pageSize = 512
    /// How long a look through the whole database may take after an unclean stop.
    package var checkPatience = Nanoseconds.seconds(2)

    package init(
        path: String?, size: Int64, keep: [Stream: Nanoseconds] = Self.usualKeep, hubs: [String],
        binding: [UInt8]
    ) {
        self.path = path
        self.size = max(size, Self.leastSize)
        self.keep = keep
        self.hubs = hubs
        self.binding = binding
        precondition(!hubs.isEmpty && hubs.count <= Self.mostHubs)
    }

    /// Numbers that are reserved ahead of a series.
    package static let usuallyAhead: UInt64 = 64
    package static let mostHubs = 8
    package static let leastSize: Int64 = 512 * 1_024
    /// What an epoch in memory has.
    package static let memorySize: Int64 = 1 << 20
    /// As `Storage` has it; windows and events: the 60 days of Circular 10/2021/TT-BTNMT.
    package static let usualKeep: [Stream: Nanoseconds] = [
        .live: .seconds(3 * 86_400), .window: .seconds(60 * 86_400),
        .event: .seconds(60 * 86_400),
    ]
}
