// SPDX-License-Identifier: Apache-2.0
internal import Field

extension ShownPoint {
    /// Two answers reckon the time of one reading from clocks that were read one after the other.
    private static let sameTime = Int64(20)

    /// What the service says of it at a moment; whether its value or its quality is another one.
    mutating func take(service json: JSON, at utc: Int64) -> Bool {
        if let english = json["en"]?.string, let vietnamese = json["vi"]?.string {
            names = Text(en: english, vi: vietnamese)
        }
        unit = json.text("unit")
        meaning = json["meaning"].map { Text(en: $0.text("en"), vi: $0.text("vi")) }
        guard let quality = json["quality"]?.string else { return false }
        let value = json["value"] ?? .null
        let read = utc &- (json["age"]?.integer ?? 0)
        let isOther = value != self.value || quality != self.quality
        guard isOther || (read &- (time ?? 0)).magnitude > Self.sameTime else { return false }
        take(value, quality, at: read)
        return isOther
    }
}
