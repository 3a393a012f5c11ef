// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What is asked, in which order, and how long that takes at most.
struct ScanPlan: Hashable {
    let units: [UInt8]
    let timeout: Nanoseconds
    /// Settings of the line to try; one that stands for none over TCP and on the service's bus.
    let speeds: [SerialSpeed?]

    /// The bauds and modes that devices leave the factory with, the most frequent first.
    static let usualSpeeds: [SerialSpeed] = [9_600, 19_200, 115_200, 4_800, 38_400, 57_600, 2_400]
        .flatMap { baud in
            ["8N1", "8E1", "8N2", "8O1"].compactMap { mode in
                SerialMode(mode).map { SerialSpeed(baud: baud, mode: $0) }
            }
        }

    /// One request: 8 characters there, 7 back, and the silence.
    private func time(_ speed: SerialSpeed?) -> Nanoseconds {
        timeout + (speed.map { $0.time(characters: 15) + $0.silence } ?? .zero)
    }

    /// While nobody answers. `isShared`: a service polls its devices on the same line, and gives
    /// such reads a fifth of its time.
    func longest(isShared: Bool) -> Nanoseconds {
        let once = speeds.reduce(.zero) { $0 + time($1) * Int64(units.count) }
        return isShared ? once * 5 : once
    }
}

/// What came of asking one unit.
struct ScanFinding: Hashable {
    enum Answer: Hashable {
        case data([UInt8])
        case exception(UInt8)
        /// Bytes came, and no intact answer.
        case damaged
    }

    let unit: UInt8
    let speed: SerialSpeed?
    let answer: Answer

    /// Whether the settings are right.
    var isIntact: Bool { answer != .damaged }

    /// What it says of the unit.
    var text: Text {
        switch answer {
        case .data(let bytes):
            let hex = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }
                .joined()
            return Text(en: "holding 0 is 0x\(hex)", vi: "holding 0 là 0x\(hex)")
        case .exception(let code):
            return Text(
                en: "answers, refuses holding 0 (exception \(code))",
                vi: "có trả lời, từ chối holding 0 (mã lỗi \(code))")
        case .damaged:
            return Text(
                en: "✗ damaged answer: two devices with this unit id, or another parity",
                vi: "✗ câu trả lời hỏng: hai thiết bị trùng địa chỉ, hoặc sai parity")
        }
    }
}
