// SPDX-License-Identifier: Apache-2.0
import Field
import Rig
import Testing
import Waiting

extension HeavyTests {
    /// From a foreign slave's registers to a foreign subscriber, on every wire.
    @Suite struct ValueTests {
        /// Each sample's address, one behind the other: no holes.
        static let placed: [(sample: ValueSample, address: Int)] = {
            var address = 0
            return ValueSample.all.map { sample in
                defer { address += sample.words.count }
                return (sample, address)
            }
        }()

        static let bits: [UInt16] = [1, 0, 0, 1, 1, 0, 1, 0, 1, 1]

        static var image: ForeignSlave.Image {
            let words = ValueSample.all.flatMap(\.words)
            return [
                1: [
                    .holding: [0: words], .input: [40: [7, 65_535]], .coil: [3: bits],
                    .discrete: [20: bits.reversed()],
                ]
            ]
        }

        static var profile: String {
            let registers = placed.map { $0.sample.line(at: $0.address) }
            let flags = bits.indices.flatMap { index in
                [
                    "name: coil_\(index), table: coil, address: \(3 + index), as: bool",
                    "name: discrete_\(index), table: discrete, address: \(20 + index), as: bool",
                ]
            }
            let inputs = (0...1).map {
                "name: input_\($0), table: input, address: \(40 + $0), as: uint16"
            }
            return Station.profile(registers + flags + inputs)
        }

        @Test func `the hub reads what foreign slaves hold, to the last bit`() throws {
            let broker = try Broker()
            let heard = try Subscriber(broker, ["danang/+/env/#"])
            let slaves = try Wire.allCases.map { ($0, try ForeignSlave($0, Self.image)) }
            let buses = slaves.enumerated().map { index, slave in
                Station.bus("bus-\(index)", slave.0, slave.1.endpoint)
            }
            let station = try Station(
                port: broker.port, buses: buses.joined(), profile: Self.profile)
            let agent = try station.start()
            for (index, slave) in slaves.enumerated() {
                let first = try heard.record {
                    $0.device == "bus-\(index)" && !$0.isDisturbed
                }
                let record = try #require(first, "\(slave.0): \(agent.rest)")
                Self.expectImage(record, slave.0)
                try slave.1.set(1, .holding, at: 0, [4_711])
                try slave.1.set(1, .coil, at: 3, [0])
                let changed = try heard.record {
                    $0.device == "bus-\(index)" && $0.text("coil_0") == "false"
                        && $0.text("uint16_ab") == "4711"
                }
                #expect(changed != nil, "\(slave.0): a changed value is followed")
            }
        }

        static func expectImage(_ record: Record, _ wire: Wire) {
            for sample in ValueSample.all {
                #expect(record.text(sample.name) == sample.published, "\(wire): \(sample.name)")
                #expect(record.quality(sample.name) == sample.quality, "\(wire): \(sample.name)")
            }
            for (index, bit) in bits.enumerated() {
                let on = "\(bit == 1)"
                #expect(record.text("coil_\(index)") == on, "\(wire)")
                #expect(record.text("discrete_\(bits.count - 1 - index)") == on, "\(wire)")
            }
            #expect(record.text("input_0") == "7" && record.text("input_1") == "65535")
            #expect(record.content["values"]?.members?.count == ValueSample.all.count + 22)
        }
    }
}

/// Whole agents with their peers: one after the other, so that deadlines mean something.
@Suite(.serialized, .waits(atMostMinutes: 5)) struct HeavyTests {}

extension Program {
    /// The lines that nobody took, for a failure's message.
    var rest: String {
        var lines: [String] = []
        while let line = try? next(within: .milliseconds(10)) { lines.append(line.text) }
        return lines.joined(separator: "\n")
    }
}
