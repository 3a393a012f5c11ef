// SPDX-License-Identifier: Apache-2.0
import Bus
import Field
import Host
import Testing

/// A pseudo-terminal whose units look at the port's settings: unit 1 answers at 9600 baud, unit 7
/// at 19200. (A pseudo-terminal knows no parity.)
///
/// A class, because its thread and the test hold it.
private final class ChoosyLine: Sendable {
    let path: String
    /// Requests by unit and baud.
    let heard = Lock<[Int: [Int: Int]]>([:])
    private let stopping: WakeUp
    private let thread = Lock<Host.Thread?>(nil)

    init() throws {
        let terminal = try PseudoTerminal()
        path = terminal.path
        stopping = try WakeUp()
        let cell = Handoff(terminal)
        try thread.withLock { (thread) throws(SystemFault) in
            thread = try Host.Thread.start("choosy-line") { [self] in
                guard let terminal = cell.take() else { return }
                do throws(SystemFault) { try serve(terminal) } catch { Issue.record("\(error)") }
            }
        }
    }

    func stop() {
        stopping.signal()
        thread.withLock { $0.take() }?.join()
    }

    private func serve(_ terminal: borrowing PseudoTerminal) throws(SystemFault) {
        var polls = PollSet()
        polls.add(stopping.descriptor, .readable)
        polls.add(terminal.device.number, .readable)
        var buffer = [UInt8](repeating: 0, count: 64)
        var count = 0
        while true {
            try polls.wait(until: .never)
            if polls[0] != [] { return }
            guard case .bytes(let more) = try terminal.device.read(into: &buffer, at: count)
            else { continue }
            count += more
            guard count >= 8 else { continue }
            defer { count = 0 }
            guard let request = Frames.parse(Array(buffer[..<count]), true) else { continue }
            // What the other end has set shows here, too (ioctl_tty(2)).
            let baud = SerialSettings(of: terminal.device.number)?.baud ?? 0
            let unit = Int(request.unit)
            heard.withLock { $0[unit, default: [:]][baud, default: 0] += 1 }
            guard (unit, baud) == (1, 9_600) || (unit, baud) == (7, 19_200) else { continue }
            let words = (request.address..<request.address + request.count).flatMap { address in
                let word = Holdings.word(unit, address)
                return [UInt8(word >> 8), UInt8(word & 0xFF)]
            }
            let head = [request.unit, request.function, UInt8(words.count)]
            _ = try terminal.device.write(Frames.rtu(head + words))
        }
    }
}

@Suite("A port that is set otherwise for a moment")
struct TunedPortTests {
    private static func probe(_ id: UInt64, _ unit: UInt8, _ baud: Int) -> GuestRead {
        var read = GuestRead(
            id: id, unit: unit, table: .holding, address: 4, count: 1,
            deadline: Clock.now() + .seconds(30))
        (read.timeout, read.retries) = (.milliseconds(100), 0)
        read.speed = SerialSpeed(baud: baud, mode: SerialMode("8N2") ?? .standard)
        return read
    }

    @Test("finds the unit that has other settings, and polls go on at its own")
    func found() throws {
        let slave = try ChoosyLine()
        let line = Slaves.line(
            "line", .serial(port: slave.path, Plant.speed(9_600), echo: false), units: [1],
            poll: .milliseconds(400), points: [Plant.point(.holding, 3, .uint16)])
        let station = try Station([line])
        #expect(try station.gather { $0.isAll(.good) })
        for (id, baud) in [4_800, 9_600, 19_200, 38_400].enumerated() {
            #expect(station.bus.ask(Self.probe(UInt64(id), 7, baud), on: "line"))
        }
        var results: [GuestResult] = []
        let all = try station.gather { station in
            var more: [GuestResult] = []
            station.bus.results.take(into: &more)
            results += more
            return results.count == 4
        }
        #expect(all)
        let word = Holdings.word(7, 4)
        #expect(
            results.sorted { $0.id < $1.id }.map(\.outcome) == [
                .failed(.commTimeout), .failed(.commTimeout),
                .data([UInt8(word >> 8), UInt8(word & 0xFF)]), .failed(.commTimeout),
            ])
        let before = station.good[0] ?? 0
        #expect(try station.gather { ($0.good[0] ?? 0) >= before + 3 })
        #expect(station.wrong.isEmpty && station.qualities.keys.allSatisfy { $0 == .good })
        let heard = slave.heard.withLock { $0 }
        #expect(heard[7] == [4_800: 1, 9_600: 1, 19_200: 1, 38_400: 1], "\(heard)")
        #expect(heard[1]?.keys.sorted() == [9_600], "polls have the line's own: \(heard)")
        station.bus.stop()
        slave.stop()
    }
}
