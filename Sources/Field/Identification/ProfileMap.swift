// SPDX-License-Identifier: Apache-2.0

/// Which elements of a device its profile knows: those that even a device answers which is silent
/// everywhere else.
struct ProfileMap {
    private var ranges: [Table: [Range<Int>]] = [:]

    init(_ profile: Profile) {
        let marks = profile.marks.compactMap { mark in
            if case .register(let point, _) = mark { point } else { nil }
        }
        let read = (profile.points.filter(\.isRead) + marks).filter { !$0.hasWideRegisters }
        for (table, points) in Dictionary(grouping: read, by: \.readTable) {
            let sorted = points.map(\.addresses).sorted { $0.lowerBound < $1.lowerBound }
            ranges[table] = sorted.reduce(into: []) { joined, range in
                if let last = joined.last, range.lowerBound <= last.upperBound {
                    let end = max(last.upperBound, range.upperBound)
                    joined[joined.count - 1] = last.lowerBound..<end
                } else {
                    joined.append(range)
                }
            }
        }
    }

    /// Whether all that is asked for lies in it.
    func has(_ question: Question) -> Bool {
        guard case .read(let table, let address, let count) = question else { return false }
        return ranges[table, default: []].contains {
            $0.lowerBound <= Int(address) && Int(address) + count <= $0.upperBound
        }
    }
}
