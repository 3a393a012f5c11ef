// SPDX-License-Identifier: Apache-2.0
internal import Field

/// One row of a full screen: a point of a device, and what it was before.
struct ShownPoint: Hashable {
    /// Values that the trend shows.
    static let historyLimit = 16

    let name: String
    var names: Text?
    var unit = ""
    /// nil until it was reported.
    private(set) var value: JSON?
    /// What the number of a state stands for.
    var meaning: Text?
    var quality = "good"
    /// When it was read: UTC in milliseconds.
    private(set) var time: Int64?
    /// The newest last; nil where there was none.
    private(set) var history: [Double?] = []

    init(name: String) { self.name = name }

    mutating func take(_ new: JSON, _ quality: String, at time: Int64) {
        value = new
        self.quality = quality
        self.time = time
        switch new {
        case .number(let text): history.append(Double(text))
        case .bool(let on): history.append(on ? 1 : 0)
        default: history.append(nil)
        }
        if history.count > Self.historyLimit { history.removeFirst() }
    }
}
