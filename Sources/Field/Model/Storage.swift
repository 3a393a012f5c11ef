// SPDX-License-Identifier: Apache-2.0

/// Where records wait on disk, and for how long.
package struct Storage: Hashable, Sendable {
    /// How long records of a stream are kept at most.
    package struct Keeping: Hashable, Sendable {
        package var live = Nanoseconds.seconds(3 * 86_400)
        package var window = Nanoseconds.seconds(60 * 86_400)
        package var event = Nanoseconds.seconds(60 * 86_400)

        package init() {}
    }

    package var path = "/var/lib/tram/spool.db"
    package var size = ByteCount.megabytes(512)
    package var keep = Keeping()
    /// At most this long until a record is safe.
    package var commit = Nanoseconds.seconds(1)

    package init() {}
}
