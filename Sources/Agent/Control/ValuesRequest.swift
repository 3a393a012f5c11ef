// SPDX-License-Identifier: Apache-2.0
internal import Field

extension ControlRequest {
    /// The latest values of points, a page of them.
    struct Values: Hashable, Sendable {
        /// By their ids; nil: all.
        var devices: [String]?
        /// The first point, by its place among the gateway's.
        var from = 0
        /// What people call the points, too: that is asked for once.
        var hasNames = false
    }
}

extension ControlRequest.Values {
    init(_ json: JSON) throws(ControlRefusal) {
        hasNames = json["names"]?.bool ?? false
        if let place = json["from"] {
            guard let from = place.integer.flatMap(Int.init(exactly:)), from >= 0 else {
                throw .badValues
            }
            self.from = from
        }
        guard let devices = json["devices"] else { return }
        let names = (devices.array ?? []).compactMap(\.string)
        guard !names.isEmpty, names.count == devices.array?.count else { throw .badValues }
        self.devices = names
    }
}
