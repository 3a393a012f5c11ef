// SPDX-License-Identifier: Apache-2.0
import Bus
import Field

/// A line on a simulated clock with one labelled fault, asked as `tram doctor` asks: beside the
/// polls of a service, or alone.
final class FaultyLine {
    static let timeout = Nanoseconds.milliseconds(300)

    let fault: LabelledFault
    let seed: UInt64
    let unit: UInt8
    let link: Link
    let line: VirtualLine
    var random: SplitMix
    /// Whether something was spoilt, and whether anything came of the unit.
    var isSpoilt = false
    var hasBytes = false
    /// How this case has its fault: decided once.
    var variant = 0
    /// The device's settings, where they are not the line's.
    var settings = SerialSpeed()
    /// Whether a neighbour who is well is surely ill.
    private(set) var hasAlarm = false
    /// The neighbours on the line, which are well unless the fault is the line's.
    private let neighbours: Int

    init(_ fault: LabelledFault, _ seed: UInt64) {
        (self.fault, self.seed) = (fault, seed)
        random = SplitMix(seed: seed &* 1_000_003 &+ UInt64(fault.rawValue.utf8.count) &* 7_919)
        unit = UInt8.random(in: 1...40, using: &random)
        neighbours = Int.random(in: 0...2, using: &random)
        variant = Int.random(in: 0..<2, using: &random)
        link = Self.link(fault, seed, &random)
        let isPolled = Bool.random(using: &random)
        let units = isPolled ? (0...neighbours).map { [unit] in Int(unit) + 50 * $0 } : []
        let devices = units.map {
            Plant.device($0, [Plant.block(.holding, 0)], timeout: Self.timeout)
        }
        line = VirtualLine(Plant.line(link, devices), seed: seed)
        line.captures = true
        line.script = { [unowned self] line, sent in self.answer(line, sent) }
        settings = own
        chooseSettings()
        line.connect()
        if isPolled { line.run(until: .at(6)) }
    }

    /// Of the line.
    var own: SerialSpeed {
        switch link {
        case .serial(_, let speed, _), .rtuOverTCP(_, _, let speed): speed
        case .tcp: SerialSpeed()
        }
    }

    static let bauds = [1_200, 2_400, 4_800, 9_600, 19_200, 38_400, 57_600, 115_200]
    static let modes = ["8N1", "8E1", "8O1", "8N2"]
    /// Each baud with each other one.
    private static let pairs = bauds.flatMap { one in
        bauds.filter { $0 != one }.map { (one, $0) }
    }

    private static func link(
        _ fault: LabelledFault, _ seed: UInt64, _ random: inout SplitMix
    ) -> Link {
        let mode = modes[Int.random(in: 0..<4, using: &random)]
        var baud = bauds[Int.random(in: 2..<8, using: &random)]
        switch fault {
        case .tcpSilent, .hangsUp: return seed % 2 == 0 ? Plant.tcp : Plant.converter(baud)
        case .gateway: return Plant.tcp
        case .shared: return Plant.converter(baud)
        case .wrongBaud, .otherBaud: baud = pairs[Int(seed) % pairs.count].0
        case .none, .exceptions, .dead, .late, .others:
            if seed % 5 == 0, fault != .dead { return Plant.tcp }
            if seed % 5 == 1 { return Plant.converter(baud) }
        default: break
        }
        return Plant.serial(baud, mode)
    }

    private func chooseSettings() {
        switch fault {
        case .wrongBaud, .otherBaud: settings.baud = Self.pairs[Int(seed) % Self.pairs.count].1
        case .wrongParity:
            // Two stop bits beside one are no difference to a receiver.
            let others = ["8N1", "8E1", "8O1"].filter {
                SerialMode($0)?.parity != own.mode.parity
            }
            let other = others[Int.random(in: 0..<others.count, using: &random)]
            settings.mode = SerialMode(other) ?? .standard
        default: break
        }
    }

    var mark: LabelledFault.Mark { !hasBytes ? .none : isSpoilt ? .damage : .intact }

    // MARK: The examination

    /// What the diagnosis names, with how it was asked.
    func examined() -> [Suspicion] {
        var number: UInt64 = 0
        let start = line.now
        for probe in 0..<Diagnosis.questions {
            for index in 0...neighbours {
                number += 1
                var read = GuestRead(
                    id: number, unit: unit + UInt8(50 * index), table: .holding, address: 4,
                    count: 2, deadline: line.now + .seconds(20))
                // The first time it is waited for longer.
                let patience = Int64(probe == 0 ? Diagnosis.patience : 1)
                (read.timeout, read.retries) = (Self.timeout * patience, 0)
                line.machine.ask(read)
            }
            line.run(until: line.now + .seconds(2))
        }
        line.run(until: line.now + .seconds(3))
        let trace = LineTrace(link, line.captured)
        let found = (0...neighbours).map { index in
            Diagnosis(
                unit + UInt8(50 * index), timeout: Self.timeout, in: trace, since: start
            ).suspicions
        }
        // What is sure of the line may be said of each of its units.
        let named = Set(fault.named(mark))
        hasAlarm = found.dropFirst().joined().contains {
            $0.isSure && !named.contains($0.fault)
        }
        return found[0]
    }

    /// Whether it may be sure of it: by its name, and of settings that are not only an example.
    func permits(_ suspicion: Suspicion, _ expected: Set<WireFault?>) -> Bool {
        expected.contains(suspicion.fault) && (!suspicion.isSettled || isRight(suspicion.settings))
    }

    /// Whether these are the unit's settings, but for stop bits, which a receiver does not see.
    func isRight(_ said: SerialSpeed?) -> Bool {
        guard let said else { return false }
        return said.baud == settings.baud && said.mode.parity == settings.mode.parity
    }

    /// A neighbour, who is not ill.
    func isWell(_ sent: VirtualLine.Sent) -> Bool {
        let ofTheLine: Set<LabelledFault> = [.noise, .echo, .reflections, .tcpSilent, .hangsUp]
        if ofTheLine.contains(fault) { return false }
        // The pair may be swapped, and the baud be wrong, at the port.
        if fault == .swapped || fault == .wrongBaud, variant == 0 { return false }
        return sent.request.unit != unit
    }
}
