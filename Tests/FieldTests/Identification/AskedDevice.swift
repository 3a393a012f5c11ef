// SPDX-License-Identifier: Apache-2.0
import Field

/// A device in memory, for identifications.
struct AskedDevice {
    enum Outside: CaseIterable {
        case refused, zeros, silent
    }

    var words: [Table: [Int: UInt16]] = [:]
    var outside = Outside.refused
    var objects: [UInt8: String] = [:]
    var serverID: String?
    var isDead = false
    /// Numbers of questions, from 0, whose answers are lost.
    var losses: Set<Int> = []

    mutating func put(_ table: Table, _ address: Int, _ new: [UInt16]) {
        for (place, word) in new.enumerated() {
            words[table, default: [:]][address + place] = word
        }
    }

    mutating func put(_ text: String, _ table: Table, _ address: Int, _ count: Int) {
        var bytes = Array(text.utf8)
        bytes += [UInt8](repeating: 0, count: count * 2 - bytes.count)
        put(
            table, address,
            (0..<count).map { UInt16(bytes[2 * $0]) << 8 | UInt16(bytes[2 * $0 + 1]) })
    }

    func answer(_ question: Question) -> Reply {
        if isDead { return .silence }
        switch question {
        case .describe where outside == .silent && objects.isEmpty && serverID == nil:
            return .silence
        case .describe(.serverID): return serverID.map { .data(Array($0.utf8)) } ?? .exception(1)
        case .describe(.object(let number)): return told(objects.filter { $0.key == number }, 4)
        case .describe(.objects): return told(objects, 1)
        case .read(let table, let address, let count): return read(table, Int(address), count)
        }
    }

    private func told(_ objects: [UInt8: String], _ code: UInt8) -> Reply {
        guard !objects.isEmpty else { return .exception(1) }
        let all = objects.sorted { $0.key < $1.key }.flatMap {
            [$0.key, UInt8($0.value.utf8.count)] + Array($0.value.utf8)
        }
        return .data([code, 1, 0, 0, UInt8(objects.count)] + all)
    }

    private func read(_ table: Table, _ address: Int, _ count: Int) -> Reply {
        let own = words[table] ?? [:]
        if own.isEmpty, outside == .refused { return .exception(1) }
        let found = (address..<address + count).map { own[$0] }
        guard found.allSatisfy({ $0 != nil }) || outside == .zeros else {
            return outside == .refused ? .exception(2) : .silence
        }
        let all = found.map { $0 ?? 0 }
        guard table.isBits else { return .data(all.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }) }
        var bytes = [UInt8](repeating: 0, count: (count + 7) / 8)
        for (place, bit) in all.enumerated() { bytes[place / 8] |= UInt8(bit & 1) << (place % 8) }
        return .data(bytes)
    }

    /// Asked until nothing is left.
    func identified(_ profiles: [Profile], unit: UInt8 = 7) -> Identification {
        var identification = Identification(profiles, unit: unit)
        while let question = identification.next() {
            let isLost = losses.contains(identification.asked - 1)
            identification.take(isLost ? .silence : answer(question))
        }
        return identification
    }
}

extension Identification {
    /// The verdict in a word or two.
    var told: String {
        switch verdict {
        case .sure(let candidate): "sure: \(candidate.profile.id)"
        case .unsure(let all): "not sure: \(all.map(\.profile.id).joined(separator: " "))"
        case .unknown: "unknown"
        case .silent: "silent"
        }
    }
}

/// A meter with these marks: six float32 of input registers, two of them apart.
func meter(_ id: String, _ marks: [IdentityMark], at first: UInt16 = 0) -> Profile {
    var profile = Profile(id: id, vendor: "Acme", model: id, class: "electricity-meter-3p")
    profile.points = (0..<6).map { place in
        var point = Point(
            name: "voltage_\(place)", table: .input, address: first + UInt16(place * 2),
            encoding: .float32, quantity: "voltage")
        point.range = Limits(low: .zero, high: decimal("500"))
        return point
    }
    profile.marks = marks
    return profile
}

/// As such a meter answers.
func measuring(at first: Int = 0, _ outside: AskedDevice.Outside = .refused) -> AskedDevice {
    var device = AskedDevice(outside: outside)
    for place in 0..<6 {
        let bits = (228.5 + Float(place)).bitPattern
        device.put(.input, first + place * 2, [UInt16(bits >> 16), UInt16(bits & 0xFFFF)])
    }
    return device
}

func place(_ encoding: Encoding, _ address: UInt16, length: Int? = nil) -> Point {
    var point = point(encoding, address: address)
    point.length = length
    if encoding == .string { (point.kind, point.order) = (.text, .big(2)) }
    return point
}
