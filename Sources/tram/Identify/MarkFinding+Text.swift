// SPDX-License-Identifier: Apache-2.0
internal import Field

extension MarkFinding {
    /// What it says for the profile or against it; nil where nothing is known.
    var text: Text? {
        switch outcome {
        case .fits: mark.fits(shown)
        case .differs(let found): mark.differs(found)
        case .refused:
            Text(en: "\(mark.place.en) is refused", vi: "\(mark.place.vi) bị từ chối")
        case .unknown: nil
        }
    }

    /// Whether it speaks for the profile.
    var isFor: Bool { outcome == .fits }
}

extension IdentityMark {
    fileprivate var place: Text {
        switch self {
        case .register(let point, _):
            let name = "\(point.readTable.rawValue) \(point.address)"
            return Text(en: name, vi: name)
        case .serverID: return Text(en: "function 17", vi: "hàm 17")
        case .object(let number, _):
            return Text(
                en: "object \(number) of function 43/14", vi: "đối tượng \(number) của hàm 43/14")
        case .models: return Text(en: "SunSpec", vi: "SunSpec")
        }
    }

    fileprivate func fits(_ shown: String) -> Text {
        switch self {
        case .register(_, .codes):
            Text(
                en: "\(place.en) is \(shown): a code of this model",
                vi: "\(place.vi) là \(shown): mã của kiểu máy này")
        case .register(_, .ownUnit):
            Text(
                en: "\(place.en) is \(shown), its unit id",
                vi: "\(place.vi) là \(shown), đúng địa chỉ trạm")
        case .register(_, .range):
            Text(
                en: "\(place.en) is \(shown), as with this model",
                vi: "\(place.vi) là \(shown), hợp với kiểu máy này")
        case .register(_, .text), .serverID, .object:
            Text(en: "\(place.en) says \(shown.quoted)", vi: "\(place.vi) ghi \(shown.quoted)")
        case .models:
            Text(en: "has SunSpec model \(shown)", vi: "có mô hình SunSpec \(shown)")
        }
    }

    /// Of a range or a unit id: whose other marks differ is not told at all.
    fileprivate func differs(_ found: String) -> Text {
        Text(
            en: "\(place.en) is \(found), which this model does not have there",
            vi: "\(place.vi) là \(found), kiểu máy này không có giá trị đó")
    }
}

extension PointTally {
    /// Names that a sentence lists.
    private static let named = 3

    /// What speaks for the profile and what against it.
    var texts: [(isFor: Bool, text: Text)] {
        var texts: [(isFor: Bool, text: Text)] = []
        if plausible > 0 {
            texts.append(
                (
                    true,
                    Text(
                        en: "\(plausible) of \(known.of("point")) look right",
                        vi: "\(plausible) trong \(known) điểm đo trông hợp lý")
                ))
        }
        if empty > 0 {
            texts.append(
                (
                    false,
                    Text(
                        en: "\(empty.of("point")) read like nothing: 0, or what stands everywhere",
                        vi: "\(empty) điểm đo đọc như trống: 0, hoặc giống mọi chỗ khác")
                ))
        }
        if let list = Self.list(implausible) {
            texts.append(
                (
                    false,
                    Text(
                        en: "\(implausible.count.of("point")) cannot be right: \(list)",
                        vi: "\(implausible.count) điểm đo không thể đúng: \(list)")
                ))
        }
        if let list = Self.list(refused) {
            texts.append(
                (
                    false,
                    Text(
                        en: "\(refused.count.of("point")) refused: \(list)",
                        vi: "\(refused.count) điểm đo bị từ chối: \(list)")
                ))
        }
        return texts
    }

    private static func list(_ names: [String]) -> String? {
        guard !names.isEmpty else { return nil }
        return names.prefix(named).joined(separator: ", ") + (names.count > named ? ", …" : "")
    }
}
