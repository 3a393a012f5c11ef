// SPDX-License-Identifier: Apache-2.0

/// What became of one mark of a profile.
package struct MarkFinding: Hashable, Sendable {
    package enum Outcome: Hashable, Sendable {
        case fits
        /// Something else stands there: this, as far as it can be shown.
        case differs(String)
        case refused
        /// It did not answer, or was not asked.
        case unknown
    }

    package let mark: IdentityMark
    package let outcome: Outcome
    /// What stands there, where it fits.
    package let shown: String

    private init(_ mark: IdentityMark, _ outcome: Outcome, _ shown: String = "") {
        (self.mark, self.outcome, self.shown) = (mark, outcome, shown)
    }

    init(
        _ mark: IdentityMark, unit: UInt8, _ image: DeviceImage, _ walk: SunSpecWalk,
        _ background: (Table) -> Background
    ) {
        switch mark {
        case .serverID(let text):
            self.init(mark, image.serverID, text, isAnswered: !image.undescribed.contains(17))
        case .object(let number, let text):
            let isAnswered = !image.undescribed.contains(43)
            self.init(mark, image.objects[number], text, isAnswered: isAnswered)
        case .models(let models):
            if let block = walk.blocks.first(where: { models.contains($0.model) }) {
                self.init(mark, .fits, "\(block.model)")
            } else {
                self.init(mark, walk.isOver(image) ? .differs("") : .unknown)
            }
        // Other devices' registers have two bytes: what is known there says nothing.
        case .register(let point, _) where point.hasWideRegisters: self.init(mark, .unknown)
        case .register(let point, let sign):
            switch image[point.readTable, point.addresses] {
            case .refused: self.init(mark, .refused)
            case .silent, .unknown: self.init(mark, .unknown)
            case .words(let words):
                let shown = sign.shown(words, point)
                let isEmpty = background(point.readTable).isEmpty(words)
                let fits = !isEmpty && sign.fits(words, point, unit: unit)
                self.init(mark, fits ? .fits : .differs(shown), shown)
            }
        }
    }

    private init(_ mark: IdentityMark, _ found: String?, _ text: String, isAnswered: Bool) {
        guard let found else {
            self.init(mark, isAnswered ? .unknown : .refused)
            return
        }
        self.init(mark, found.contains(text) ? .fits : .differs(found), found)
    }
}

extension IdentityMark.Sign {
    fileprivate func fits(_ words: [UInt16], _ point: Point, unit: UInt8) -> Bool {
        let bits = point.bits(words)
        switch self {
        case .codes(let codes): return codes.contains(bits)
        case .text(let text): return TextDecoder(point)?.text(words)?.contains(text) ?? false
        case .range(let limits):
            return limits.contains(Conversion(point).number(ofBits: bits))
        case .ownUnit: return Conversion(point).number(ofBits: bits) == Double(unit)
        }
    }

    fileprivate func shown(_ words: [UInt16], _ point: Point) -> String {
        if let decoder = TextDecoder(point) { return decoder.text(words) ?? "" }
        if case .codes = self { return "\(point.bits(words))" }
        return Conversion(point).value(ofBits: point.bits(words))?.printed ?? ""
    }
}

extension Point {
    /// The raw bits that its words hold; 0 for words that are a text.
    func bits(_ words: [UInt16]) -> UInt64 {
        guard !encoding.isText else { return 0 }
        guard !table.isBits else { return UInt64(words.first ?? 0) }
        let bytes = words.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        return bytes.count == order.count ? field.of(order.bits(bytes.span, at: 0)) : 0
    }
}
