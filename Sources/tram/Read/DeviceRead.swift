// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Some points of a device as somebody reads them now: which requests bring them, what came.
struct DeviceRead {
    let device: Device
    /// All that its profile has; other numbers here are places in this list.
    private let points: [Point]
    /// What is told, in the profile's order.
    private let wanted: [Int]
    /// The requests of the plan: those of what is wanted, and of what that is worked out with.
    let requests: [ReadRequest]
    private let derivation: Derivation
    private var samples: [Derivation.Sample]
    private var words: [[UInt16]?]
    private var exceptions: [UInt8?]

    /// `names`: of its points, none for all that can be read.
    init(_ device: Device, _ names: [String] = []) throws(ReadMistake) {
        let points = device.profile.points
        wanted = try Self.wanted(names, device)
        derivation = Derivation(points: points)
        let needed = Self.needed(wanted, derivation).filter {
            // Only registers hold words.
            !(points[$0].encoding.isText && points[$0].table.isBits)
        }
        requests = ReadPlan(points: points, needed, largestRead: device.largestRead).requests
        samples = points.map { _ in Derivation.Sample(bits: 0, quality: .stale) }
        words = points.map { _ in nil }
        exceptions = points.map { _ in nil }
        (self.device, self.points) = (device, points)
    }

    private static func wanted(_ names: [String], _ device: Device) throws(ReadMistake) -> [Int] {
        let points = device.profile.points
        guard !names.isEmpty else {
            return points.indices.filter { points[$0].isRead || points[$0].isMade }
        }
        var wanted: Set<Int> = []
        for name in names {
            guard let index = points.firstIndex(where: { $0.name == name }) else {
                throw .point(name, device)
            }
            guard points[index].access != .write else { throw .writeOnly(name, device) }
            wanted.insert(index)
        }
        return wanted.sorted()
    }

    /// With all that these are worked out with.
    private static func needed(_ wanted: [Int], _ derivation: Derivation) -> [Int] {
        var needed = Set(wanted)
        // Each step stands behind those that it needs.
        for step in derivation.steps.reversed() where needed.contains(step.point) {
            needed.formUnion(step.needs)
        }
        return needed.sorted()
    }

    func halves(of request: ReadRequest) -> (ReadRequest, ReadRequest)? {
        request.halves(of: points)
    }

    /// An answer's data; false where that is no answer to this request.
    mutating func take(_ data: [UInt8], of request: ReadRequest) -> Bool {
        guard data.count == request.replyBytes else { return false }
        for index in request.points {
            let point = points[index]
            let element = Int(point.address) - Int(request.address)
            var bits: UInt64 = 0
            if request.table.isBits {
                bits = UInt64(data[element / 8] >> UInt8(element % 8) & 1)
                words[index] = [UInt16(bits)]
            } else {
                let start = element * point.registerBytes
                words[index] = stride(from: start, to: start + point.bytes, by: 2).map {
                    UInt16(data[$0]) << 8 | UInt16(data[$0 + 1])
                }
                if !point.encoding.isText {
                    bits = point.field.of(point.order.bits(data.span, at: start))
                }
            }
            let quality = Exceptions(point)?.quality(ofBits: bits) ?? .good
            samples[index] = Derivation.Sample(bits: bits, quality: quality)
        }
        return true
    }

    /// Its points have no value. `exception`: the device's own refusal.
    mutating func fail(_ request: ReadRequest, _ quality: Quality, exception: UInt8? = nil) {
        for index in request.points {
            samples[index].quality = quality
            exceptions[index] = exception
        }
    }

    /// What has become of each point that is wanted.
    var findings: [PointFinding] {
        let outcomes = derivation.outcomes(of: samples)
        return wanted.map { index in
            let point = points[index]
            var finding = PointFinding(point: point, quality: outcomes[index].quality)
            (finding.words, finding.exception) = (words[index], exceptions[index])
            if let decoder = TextDecoder(point) {
                finding.quality = samples[index].quality
                guard finding.quality == .good else { return finding }
                finding.text = words[index].flatMap(decoder.text)
                if finding.text == nil { finding.quality = .faultInvalid }
            } else if finding.quality.hasValue, outcomes[index].isPresent {
                finding.value = derivation.conversion(of: index).value(ofBits: outcomes[index].bits)
            }
            return finding
        }
    }
}

/// One point as it was read.
struct PointFinding {
    let point: Point
    var quality: Quality
    /// As they came, 0 or 1 in the tables of bits; nil where nothing came, or nothing is read.
    var words: [UInt16]?
    /// With which the device refused.
    var exception: UInt8?
    var value: Value?
    /// Of a point that is words.
    var text: String?

    /// What a state's number stands for.
    var meaning: Text? { value.flatMap(point.meaning) }
}
