// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Rig

extension WireBench {
    func use() throws -> Bool {
        try [(9_600, "8N1"), (19_200, "8E1"), (115_200, "8N1")].map { baud, mode in
            try use(SerialSpeed(baud: baud, mode: SerialMode(mode) ?? .standard))
        }.allSatisfy { $0 }
    }

    /// Four units of fifty registers, flat out.
    private func use(_ speed: SerialSpeed) throws -> Bool {
        var uses: [Double] = []
        var broken = 0
        for _ in 0..<rounds {
            let line = try PacedLine(speed)
            let reader = try WireReader(line.path, speed, units: Array(1...4))
            try reader.read(for: .seconds(Int64(seconds)))
            uses.append(line.seen.use)
            broken += line.seen.broken
            reader.stop()
            line.stop()
        }
        let isFull = row(
            "use at \(speed.baud) \(speed.mode.text)", thousandths(uses.median),
            spread: spread(uses),
            "0.970", uses.median >= 0.97)
        return row("… broken silences", "\(broken)", "0", broken == 0) && isFull
    }

    /// 2,000 exchanges at 115200, of which one in ten goes wrong; two requests of one shape to each
    /// unit, so that nothing but the pause tells their answers apart.
    func faults() throws -> Bool {
        let (speed, wanted) = (SerialSpeed(baud: 115_200), 2_000)
        let timeout = Nanoseconds.milliseconds(50)
        let line = try PacedLine(speed, .judged, lateness: timeout * 2)
        let reader = try WireReader(
            line.path, speed, units: Array(1...8), blocks: [0..<24, 1_000..<1_024],
            timeout: timeout, retries: 2)
        try reader.read(for: .seconds(240)) { line.seen.exchanges > wanted }
        let sent = reader.sent
        reader.stop()
        line.stop()
        let verdict = line.verdict(
            reader.taken, sent: sent, within: timeout * 3 / 4, bound: timeout * 3)
        let wrong = verdict.wrong + reader.misnamed
        let isTrue = row(
            "wrong or old in \(sent.count) exchanges", "\(wrong)", "0",
            wrong == 0 && sent.count >= wanted)
        return row(
            "good answers not used", "\(verdict.unused)", spread: "of \(verdict.good)", "0",
            verdict.unused == 0 && verdict.good > wanted / 2) && isTrue
    }

    /// 32 units at 9600 baud, flat out; then three of them are dead.
    func dead() throws -> Bool {
        let silent: Set<UInt8> = [5, 17, 30]
        let units = Array(UInt8(1)...32)
        let living = units.filter { !silent.contains($0) }
        let alone = try rate(.none, living, of: living)
        let beside = try rate(PacedLine.Faults(dead: silent), units, of: living)
        let share = beside / alone
        return row("rate of 29 beside 3 dead", thousandths(share), "0.950", share >= 0.95)
    }

    /// Rounds of the one that got the fewest.
    private func rate(
        _ faults: PacedLine.Faults, _ units: [UInt8], of living: [UInt8]
    ) throws -> Double {
        let speed = SerialSpeed(baud: 9_600)
        let line = try PacedLine(speed, faults)
        let reader = try WireReader(
            line.path, speed, units: units, blocks: [0..<4], timeout: .milliseconds(500))
        // The first round tells who is there.
        try reader.read(for: .seconds(15))
        reader.forget()
        try reader.read(for: .seconds(Int64(max(60, seconds))))
        reader.stop()
        line.stop()
        return living.map { Double(reader.rounds[$0] ?? 0) }.min() ?? 0
    }
}
