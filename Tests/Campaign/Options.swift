// SPDX-License-Identifier: Apache-2.0

/// What the command line asks for.
struct Options {
    struct Mistake: Error {
        var text: String
    }

    /// Without a name: all faults.
    enum Only: Equatable {
        case fault(Fault.Kind)
        case outage
        case stall
        case latency
    }

    var seconds = 60
    var seed: UInt64 = 1
    var only: Only?
    var kills: Int?
    /// Seconds for which the broker is away.
    var outage = 30
    /// Values a second.
    var rate = 5_000
    /// Pairs of runs with and without a stalled disk.
    var pairs = 3
    var executable: String?
    var interposer: String?
    var keeps = false

    static let usage = """
        usage: Campaign [--seconds N | --minutes N] [--seed N] [--only FAULT [--kills N]]
               Campaign --only outage [--outage SECONDS] [--rate VALUES]
               Campaign --only stall-pairs [--pairs N] [--rate VALUES]
               Campaign --only latency [--seconds N | --minutes N]
        beside: --executable tram, --interposer LIBRARY, --keep yes
        FAULT: \(Fault.Kind.allCases.map(\.rawValue).joined(separator: ", "))
        """

    init(_ words: [String]) throws(Mistake) {
        var rest = words[...]
        while let name = rest.popFirst() {
            guard let value = rest.popFirst() else {
                throw Mistake(text: "\(name): an option is --NAME VALUE")
            }
            try set(name, value)
        }
    }

    private mutating func set(_ name: String, _ value: String) throws(Mistake) {
        switch name {
        case "--seconds": seconds = try number(name, value, 30...86_400)
        case "--minutes": seconds = try number(name, value, 1...1_440) * 60
        case "--seed": seed = UInt64(try number(name, value, 0...Int.max))
        case "--kills": kills = try number(name, value, 1...100_000)
        case "--outage": outage = try number(name, value, 1...86_400)
        case "--rate": rate = try number(name, value, 50...20_000)
        case "--pairs": pairs = try number(name, value, 1...100)
        case "--executable": executable = value
        case "--interposer": interposer = value
        case "--keep": keeps = value == "yes"
        case "--only": only = try one(value)
        default: throw Mistake(text: "no option \(name)")
        }
    }

    private func one(_ name: String) throws(Mistake) -> Only {
        if name == "outage" { return .outage }
        if name == "stall-pairs" { return .stall }
        if name == "latency" { return .latency }
        guard let kind = Fault.Kind(rawValue: name) else {
            throw Mistake(text: "no fault named \(name)")
        }
        return .fault(kind)
    }

    private func number(
        _ name: String, _ text: String, _ range: ClosedRange<Int>
    ) throws(Mistake) -> Int {
        guard let number = Int(text), range.contains(number) else {
            throw Mistake(text: "\(name): a number from \(range.lowerBound)")
        }
        return number
    }
}

/// Why the campaign cannot say anything.
struct Failure: Error, CustomStringConvertible {
    var text: String
    var description: String { text }
}
