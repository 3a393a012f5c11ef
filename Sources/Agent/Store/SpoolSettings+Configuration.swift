// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Spool

extension SpoolSettings {
    /// As the gateway's file has it.
    init(_ configuration: Configuration, binding: [UInt8]) {
        let storage = configuration.storage
        self.init(
            path: storage.path, size: storage.size.bytes,
            keep: [
                .live: storage.keep.live, .window: storage.keep.window,
                .event: storage.keep.event,
            ],
            hubs: [configuration.hub.id], binding: binding)
    }
}
