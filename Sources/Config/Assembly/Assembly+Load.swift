// SPDX-License-Identifier: Apache-2.0
internal import Field

extension Assembly {
    /// Tells where a line cannot read its devices as often as they are to be read: refused where
    /// the bytes alone take longer, a warning where devices would have to answer at once.
    mutating func checkLoad(_ line: Line, _ bus: Marked<BusSection>) {
        let load = LineLoad(line)
        guard load.usual > 1 else { return }
        let isImpossible = load.least > 1
        let share = isImpossible ? load.least : load.usual
        let (need, missing) = (Self.milliseconds(share), Self.milliseconds(share - 1))
        let (en, vi) =
            isImpossible
            ? ("if each device answers at once", "dù mọi thiết bị trả lời ngay")
            : (
                "if each device takes \(LineLoad.turnaround.text) to answer",
                "nếu mỗi thiết bị cần \(LineLoad.turnaround.text) để trả lời"
            )
        findings.add(
            .overloaded, at: bus.node.mark(of: "id"),
            severity: isImpossible && !bearsOverload ? .error : .warning,
            Text(
                en: "\(line.id) needs \(need) ms for what is to be read in each second, \(en): "
                    + "\(missing) ms are missing; read less often, raise the baud, or put devices "
                    + "on another line (tram plan shows what takes how long)",
                vi: "\(line.id) cần \(need) ms cho những gì phải đọc trong mỗi giây, \(vi): thiếu "
                    + "\(missing) ms; hãy đọc thưa hơn, tăng baud, hoặc chuyển bớt thiết bị sang "
                    + "đường truyền khác (xem chi tiết: tram plan)"))
    }

    private static func milliseconds(_ seconds: Double) -> Int {
        Int((seconds * 1_000).rounded(.up))
    }
}
