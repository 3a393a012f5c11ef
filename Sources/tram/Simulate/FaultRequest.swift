// SPDX-License-Identifier: Apache-2.0
internal import Simulator

/// A fault of the command line, `late` or `late:3`.
struct FaultRequest {
    let fault: InjectedFault
    let unit: UInt8?

    init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard let first = parts.first, let fault = InjectedFault(rawValue: String(first)),
            parts.count <= 2
        else { return nil }
        self.fault = fault
        unit = parts.count == 2 ? UInt8(parts[1]) : nil
        if parts.count == 2, unit == nil { return nil }
    }

    /// Every request is one device's fault in the end: a device has one, the last that it is given.
    static func check(_ words: [String], _ units: [UInt8]) throws(SimulateFault) {
        var owners: [UInt8: Int] = [:]
        for (index, request) in words.map(Self.init).enumerated() {
            guard let unit = request?.unit else {
                for unit in units { owners[unit] = index }
                continue
            }
            guard units.contains(unit) else { throw .faultUnit(words[index], units) }
            owners[unit] = index
        }
        for index in words.indices where !owners.values.contains(index) {
            throw .faultHidden(words[index])
        }
    }
}
