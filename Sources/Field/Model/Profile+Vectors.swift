// SPDX-License-Identifier: Apache-2.0

extension Profile {
    /// What is wrong with the vectors: they name what is not there, or decode to something else.
    func vectorProblems() -> [Flaw] {
        if vectors.isEmpty { return [] }
        let bench = VectorBench(self)
        return vectors.indices.flatMap { index in
            bench.problems(of: vectors[index]).map {
                Flaw(.vector(index, value: $0.value), $0.code, $0.text)
            }
        }
    }
}

/// Works out what a profile makes of a register image.
private struct VectorBench {
    typealias Wrong = (value: String?, code: String, text: Text)

    let profile: Profile
    let places: [String: Int]
    let derivation: Derivation
    let exceptions: [Exceptions?]
    /// For each point, the points whose registers it takes to work it out, itself among them.
    let reads: [Set<Int>]

    init(_ profile: Profile) {
        self.profile = profile
        let points = profile.points
        places = Dictionary(
            points.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        derivation = Derivation(points: points)
        exceptions = points.map { Exceptions($0) }
        var reads = points.indices.map { points[$0].isRead ? Set([$0]) : [] }
        for step in derivation.steps {
            for need in step.needs { reads[step.point].formUnion(reads[need]) }
        }
        self.reads = reads
    }

    func problems(of vector: Vector) -> [Wrong] {
        guard let image = vector.image(isWide: profile.isWide) else {
            return [
                (
                    nil, "out-of-range",
                    Text(
                        en: "its words end beyond address 65535, overlap, or are not 0 or 1 in "
                            + "a table of bits",
                        vi: "các từ (word) vượt quá địa chỉ 65535, chồng lên nhau, hoặc không "
                            + "phải 0 hay 1 trong bảng bit")
                )
            ]
        }
        let bits = profile.points.map { $0.isRead ? $0.bits(in: image) : 0 }
        let outcomes = derivation.outcomes(of: bits.indices.map { sample($0, bits[$0]) })
        return vector.values.compactMap { name, text in
            mismatch(name, expected: text, image, bits, outcomes).map { (name, $0.code, $0.text) }
        }
    }

    private func sample(_ point: Int, _ bits: UInt64?) -> Derivation.Sample {
        guard let bits else { return .init(bits: 0, quality: .stale) }
        return .init(bits: bits, quality: exceptions[point]?.quality(ofBits: bits) ?? .good)
    }

    private func mismatch(
        _ name: String, expected: String, _ image: [Vector.Element: UInt16], _ bits: [UInt64?],
        _ outcomes: [Derivation.Outcome]
    ) -> (code: String, text: Text)? {
        guard let index = places[name] else { return ("unknown-point", profile.noPoint(name)) }
        if let hole = reads[index].sorted().first(where: { bits[$0] == nil }) {
            let missing = profile.points[hole].name
            return (
                "missing-key",
                Text(
                    en: "the vector's registers do not cover \(missing)",
                    vi: "các thanh ghi của mẫu thử không phủ hết \(missing)")
            )
        }
        let found = value(index, image, outcomes[index]) ?? "null"
        guard found != expected else { return nil }
        return (
            "wrong-value",
            Text(
                en: "\(name) decodes to \(found), expected \(expected.quoted)",
                vi: "\(name) giải mã ra \(found), cần \(expected.quoted)")
        )
    }

    private func value(
        _ index: Int, _ image: [Vector.Element: UInt16], _ outcome: Derivation.Outcome
    ) -> String? {
        if let decoder = TextDecoder(profile.points[index]) {
            return profile.points[index].words(in: image).flatMap(decoder.text)
        }
        guard outcome.isPresent, outcome.quality.hasValue else { return nil }
        return derivation.conversion(of: index).value(ofBits: outcome.bits)?.printed
    }
}

extension Vector {
    /// One element of a device's memory.
    struct Element: Hashable {
        var table: Table
        var address: Int
        /// Of a register of four bytes the second two.
        var isLater = false
    }

    /// Every word by its place; nil where there can be no such memory.
    fileprivate func image(isWide: Bool) -> [Element: UInt16]? {
        var image: [Element: UInt16] = [:]
        for block in registers {
            for (offset, word) in block.words.enumerated() {
                let parts = isWide && !block.table.isBits ? 2 : 1
                let place = Element(
                    table: block.table, address: Int(block.address) + offset / parts,
                    isLater: offset % parts == 1)
                guard place.address <= 0xFFFF, !block.table.isBits || word <= 1,
                    image.updateValue(word, forKey: place) == nil
                else { return nil }
            }
        }
        return image
    }
}

extension Point {
    /// Its words from a register image, nil where the image has a hole.
    fileprivate func words(in image: [Vector.Element: UInt16]) -> [UInt16]? {
        let parts = isWide && !table.isBits ? [false, true] : [false]
        let words = addresses.flatMap { address in
            parts.compactMap { image[.init(table: table, address: address, isLater: $0)] }
        }
        return words.count == addresses.count * parts.count ? words : nil
    }

    /// Its bits, which words of a text do not have.
    fileprivate func bits(in image: [Vector.Element: UInt16]) -> UInt64? {
        guard let words = words(in: image) else { return nil }
        if encoding.isText { return 0 }
        let bytes = words.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        return field.of(order.bits(bytes.span, at: 0))
    }
}

extension Value {
    /// As JSON has it.
    package var printed: String {
        var bytes: [UInt8] = []
        bytes.append(value: self)
        return String(decoding: bytes, as: UTF8.self)
    }
}
