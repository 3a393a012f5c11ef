// SPDX-License-Identifier: Apache-2.0
package import Field
package import Spool

extension SpoolSettings {
    /// As the gateway's file has it.
    package init(_ configuration: Configuration, binding: [UInt8]) {
        let storage = configuration.storage
        self.init(
            path: storage.path, size: storage.size.bytes,
            keep: [
                .live: storage.keep.live, .window: storage.keep.window,
                .event: storage.keep.event,
            ],
            hubs: [configuration.hub.id], binding: binding)
        ahead = Self.ahead(of: configuration.devices)
    }

    /// Numbers that are reserved of streams which need more than usual.
    static func ahead(of devices: [Device]) -> [SeriesKey: UInt64] {
        devices.reduce(into: [:]) { ahead, device in
            ahead[SeriesKey(device: device.id, stream: .live)] = device.recordsDuringStall
        }
    }
}

extension SeriesKey {
    /// Each stream of each device.
    static func all(of devices: [Device]) -> [SeriesKey] {
        devices.flatMap { device in
            Stream.allCases.map { SeriesKey(device: device.id, stream: $0) }
        }
    }
}

extension Device {
    /// How long a disk may stand still before a reading goes without a number, when half of what
    /// was reserved is used.
    private static let stall = Nanoseconds.seconds(60)

    /// Numbers of live records that bridge that; nil where those that every series has do.
    fileprivate var recordsDuringStall: UInt64? {
        let most = Set([periods.fast, periods.normal]).reduce(0) {
            $0 + UInt64(2 * Self.stall.count / max($1.count, 1))
        }
        return most > SpoolSettings.usuallyAhead ? most : nil
    }
}
