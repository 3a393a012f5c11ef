// SPDX-License-Identifier: Apache-2.0
package import Field
internal import Host

/// One Modbus server: a unit id, its registers and what moves them.
///
/// A class, because a site's thread serves it while its owner looks into it and changes it.
package final class SimulatedDevice: Sendable {
    /// How it treats requests; it can be changed at any time.
    package struct Behaviour: Sendable {
        /// Answers nothing, as if without power.
        package var silent = false
        /// The time between a request's last byte and the reply's first.
        package var delay = Nanoseconds.zero
        /// Answers every request with this exception.
        package var exception: ExceptionCode?
        /// A fault that shows now and then, drawn from the device's seed.
        package var injection: Injection?
    }

    /// What becomes of a request.
    enum Answer {
        case none
        /// After so long; spoilt on its way, by this chance, if there is a fault.
        case reply(Nanoseconds, InjectedFault?, Noise)
        /// The port goes away.
        case vanish
    }

    /// What is under the lock.
    package struct State: Sendable {
        package var registers: Registers
        package var behaviour = Behaviour()
        /// Requests to this unit that have come, and how many of them were answered (exceptions
        /// are answers).
        package internal(set) var requests = 0
        package internal(set) var replies = 0
        /// How often each fault was injected.
        package internal(set) var labels: [InjectedFault: Int] = [:]
        var model: (any SimulatedModel)?
        var noise: Noise?
        var advanced = -Double.infinity
    }

    package let unit: UInt8
    private let state: Lock<State>

    /// A device that measures. Without a seed it gets one from its site.
    package init(unit: UInt8, model: some SimulatedModel, seed: UInt64? = nil) {
        self.unit = unit
        state = Lock(
            State(
                registers: model.registers(), model: model, noise: seed.map { Noise(seed: $0) }))
    }

    /// A device whose registers change only when someone changes them, or are counted.
    package init(unit: UInt8, registers: Registers) {
        self.unit = unit
        state = Lock(State(registers: registers))
    }

    /// For benches: `count` holding registers from address 0 that every read finds changed, see
    /// `Registers.counted`.
    package static func block(unit: UInt8, count: Int) -> SimulatedDevice {
        var registers = Registers()
        registers.defineCounted(.holding, 0..<count)
        return SimulatedDevice(unit: unit, registers: registers)
    }

    /// Looks into the device or changes it, between two requests.
    package func with<Result: Sendable>(_ body: (inout State) -> Result) -> Result {
        state.withLock { state in body(&state) }
    }

    /// Moves the measured values on to a moment, seconds since 1970 in UTC. A moment that is not
    /// later changes nothing.
    package func advance(to seconds: Double) {
        with { $0.advance(to: seconds) }
    }

    /// See the state's verbs of these names.
    func answer(
        _ bytes: [UInt8], _ pdu: Range<Int>, at seconds: Double, into out: inout [UInt8]
    ) -> Answer {
        state.withLock { $0.answer(bytes, pdu, at: seconds, into: &out) }
    }
    func hear(_ bytes: [UInt8], _ pdu: Range<Int>, scratch: inout [UInt8]) {
        state.withLock { $0.hear(bytes, pdu, scratch: &scratch) }
    }
}

extension SimulatedDevice.State {
    /// Shorter than any poll period, and so long that polling flat out does not pay for physics.
    static let refresh = 0.05
    /// Farther than any date; keeps the arithmetic of the models within its integers.
    private static let horizon = 1e11

    mutating func advance(to seconds: Double) {
        guard model != nil, seconds > advanced, abs(seconds) < Self.horizon else { return }
        advanced = seconds
        model?.advance(to: seconds, noise ?? Noise(seed: 0), &registers)
    }

    /// Counts a request and appends the reply's function and data, or nothing if it stays silent.
    mutating func answer(
        _ bytes: [UInt8], _ pdu: Range<Int>, at seconds: Double, into out: inout [UInt8]
    ) -> SimulatedDevice.Answer {
        requests += 1
        if behaviour.silent { return .none }
        let fault = injected(bytes, pdu)
        switch fault {
        case .dead: return .none
        case .vanish: return .vanish
        default: break
        }
        replies += 1
        if let exception = behaviour.exception ?? fault?.exception {
            Registers.refuse(bytes[pdu.lowerBound], exception, into: &out)
        } else {
            if seconds - advanced >= Self.refresh { advance(to: seconds) }
            registers.answer(bytes, pdu, into: &out)
        }
        return .reply(behaviour.delay, fault, chance)
    }

    /// Obeys a broadcast, which nobody answers. `scratch` is left as it was.
    mutating func hear(_ bytes: [UInt8], _ pdu: Range<Int>, scratch: inout [UInt8]) {
        requests += 1
        if behaviour.silent { return }
        let start = scratch.count
        registers.answer(bytes, pdu, into: &scratch)
        scratch.removeLast(scratch.count - start)
    }
}
