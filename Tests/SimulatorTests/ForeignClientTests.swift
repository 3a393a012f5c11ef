// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Simulator
import Testing

/// What mbpoll printed behind `[address]:`, by its one-based address.
private func mbpoll(_ arguments: String) throws -> [Int: String] {
    let pipe = try Pipe()
    var child = try Child(
        "/usr/bin/mbpoll", arguments.split(separator: " ").map(String.init) + ["-1", "-o", "10"],
        output: pipe.writing.number, error: pipe.writing.number)
    let output = pipe.keepReading()
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4_096)
    let deadline = Clock.now() + .seconds(30)
    reading: while true {
        var set = PollSet()
        set.add(output.number, .readable)
        try #require(try set.wait(until: deadline) > 0, "mbpoll does not end")
        switch try output.read(into: &buffer, at: 0) {
        case .bytes(let count): text += buffer.prefix(count)
        case .closed: break reading
        case .wouldBlock: continue
        }
    }
    let printed = String(decoding: text, as: UTF8.self)
    #expect(child.wait() == .exit(0), "\(printed)")
    var values: [Int: String] = [:]
    for line in printed.split(separator: "\n") where line.hasPrefix("[") {
        let parts = line.dropFirst().split(separator: "]: ", maxSplits: 1)
        if parts.count == 2, let address = Int(parts[0]) {
            values[address] = String(parts[1].drop { $0 == " " || $0 == "\t" })
        }
    }
    return values
}

/// mbpoll (libmodbus) reads what our own frames and codec wrote.
@Suite(.serialized) struct ForeignClientTests {
    private static let meter = UInt8(1)
    private let site: Site
    private let devices: [SimulatedDevice]

    init() throws {
        site = try Site(seed: 5) { 1_782_014_400 }
        var registers = Registers()
        registers.store([555, 0, 0xFFFE], .holding, 0x6B, writable: true)
        registers.define(.holding, 200..<206)
        registers.put(Int32(-123_456), .holding, 200)
        registers.put(Float(3.25), .holding, 202)
        registers.put(Float(-7.5), .holding, 204, .cdab)
        registers.store([1, 0, 1, 1], .coils, 0x13, writable: true)
        registers.store([0, 1], .discreteInputs, 0xC4)
        devices = [
            SimulatedDevice(unit: Self.meter, model: ElectricityMeter()),
            SimulatedDevice(unit: 2, model: WeatherStation()),
            SimulatedDevice(unit: 3, registers: registers),
        ]
        try site.start()
    }

    private func link(_ way: String) throws -> (options: String, place: String) {
        if way == "tcp" { return ("-m tcp -p \(try site.addTCP(devices: devices))", "127.0.0.1") }
        return ("-m rtu -b 9600 -P none", try site.addPseudoTerminal(devices: devices))
    }

    @Test(arguments: ["tcp", "rtu"])
    func `mbpoll reads every table and type and gets the numbers`(way: String) throws {
        let (options, place) = try link(way)
        let holding = try mbpoll("\(options) -a 3 -r 108 -c 3 -t 4 \(place)")
        #expect(holding == [108: "555", 109: "0", 110: "65534 (-2)"])
        #expect(try mbpoll("\(options) -a 3 -r 201 -c 1 -t 4:int -B \(place)") == [201: "-123456"])
        #expect(try mbpoll("\(options) -a 3 -r 203 -c 1 -t 4:float -B \(place)") == [203: "3.25"])
        #expect(try mbpoll("\(options) -a 3 -r 205 -c 1 -t 4:float \(place)") == [205: "-7.5"])
        let coils = try mbpoll("\(options) -a 3 -r 20 -c 4 -t 0 \(place)")
        #expect(coils == [20: "1", 21: "0", 22: "1", 23: "1"])
        #expect(try mbpoll("\(options) -a 3 -r 197 -c 2 -t 1 \(place)") == [197: "0", 198: "1"])
    }

    @Test(arguments: ["tcp", "rtu"])
    func `mbpoll reads the meter's floats as the model computed them`(way: String) throws {
        let (options, place) = try link(way)
        let read = try mbpoll("\(options) -a 1 -r 1 -c 40 -t 3:float -B \(place)")
        #expect(read.count == 40)
        let registers = devices[0].with { $0.registers }
        for address in [0, 6, 12, 18, 24, 30, 70, 72] {
            let high = UInt32(registers[.input, address] ?? 0)
            let bits = high << 16 | UInt32(registers[.input, address + 1] ?? 0)
            let value = Float(bitPattern: bits)
            let printed = try #require(read[address + 1].flatMap(Float.init))
            // mbpoll prints six digits.
            #expect(value > 0 && abs(printed - value) <= 1e-5 * value, "input \(address)")
        }
    }

    @Test(arguments: ["tcp", "rtu"])
    func `mbpoll reads the weather station's words`(way: String) throws {
        let (options, place) = try link(way)
        let read = try mbpoll("\(options) -a 2 -r 501 -c 14 -t 4 \(place)")
        let registers = devices[1].with { $0.registers }
        for address in 500..<514 {
            let word = try #require(registers[.holding, address])
            #expect(read[address + 1]?.split(separator: " ").first.map(String.init) == "\(word)")
        }
    }

    @Test func `mbpoll writes and finds it in the registers`() throws {
        let (options, place) = try link("tcp")
        _ = try mbpoll("\(options) -a 3 -r 108 -t 4 \(place) 17 18 19")
        let registers = devices[2].with { $0.registers }
        #expect((0x6B...0x6D).map { registers[.holding, $0] } == [17, 18, 19])
    }
}
