// SPDX-License-Identifier: Apache-2.0
import Agent
import Field
import Hub
import Spool
import Testing

/// Devices that were removed, renamed or moved while the service was stopped.
@Suite struct DepartedTests {
    private static let here = "danang/haichau/env/bts-1/gw-1"

    private func pump(_ known: [KnownDevice]) -> Pump {
        let devices = [device("a", [point("t")])]
        var found = opening(devices)
        found.devices = known
        return Pump(configuration(devices), found, seed: 1)
    }

    private func known(_ name: String, _ prefix: String) -> KnownDevice {
        KnownDevice(name: name, prefix: prefix, retained: ["meta", "status"])
    }

    /// As the spool knows it once it is cleared.
    private func gone(_ name: String, _ prefix: String) -> KnownDevice {
        KnownDevice(name: name, prefix: prefix, retained: [])
    }

    private func told(_ pump: inout Pump) -> [String] {
        var all: [String] = []
        while let (message, token) = pump.delivery.next {
            let state = json(String(decoding: message.payload, as: UTF8.self), "state")?.string
            all.append("\(message.topic) \(message.payload.isEmpty ? "cleared" : state ?? "-")")
            pump.handedOver(at: instant(0))
            pump.answered(token, .delivered, at: instant(0))
        }
        return all
    }

    private func batch(_ pump: inout Pump) -> SpoolBatch? {
        guard case .write(let batch, _, _)? = pump.store.next?.order else { return nil }
        pump.ordersHandedOver()
        return batch
    }

    @Test func `a device that is gone is told removed, then cleared and forgotten`() {
        var pump = pump([known("a", "\(Self.here)/a"), known("b", "\(Self.here)/b")])
        pump.hubUp(session: 1, at: moment(0))
        let all = told(&pump)
        #expect(
            all.suffix(3) == [
                "\(Self.here)/b/status removed", "\(Self.here)/b/meta cleared",
                "\(Self.here)/b/status cleared",
            ])
        #expect(batch(&pump)?.devices.last == gone("b", "\(Self.here)/b"))
        pump.hubUp(session: 2, at: moment(0))
        #expect(!told(&pump).contains { $0.contains("/b/") }, "once")
    }

    @Test func `a device that has moved is known where it is once it is cleared where it was`() {
        let old = "danang/haichau/water/bts-1/gw-1/a"
        var pump = pump([known("a", old)])
        pump.hubUp(session: 1, at: moment(0))
        #expect(told(&pump).last == "\(old)/status cleared")
        #expect(batch(&pump)?.devices.map(\.prefix) == ["\(Self.here)/a"])
    }

    @Test func `who has not heard the farewell is told again`() {
        var pump = pump([known("b", "\(Self.here)/b")])
        _ = batch(&pump)
        pump.hubUp(session: 1, at: moment(0))
        pump.hubDown()
        pump.hubUp(session: 2, at: moment(0))
        #expect(told(&pump).last == "\(Self.here)/b/status cleared")
        #expect(batch(&pump)?.devices.last == gone("b", "\(Self.here)/b"))
    }

    @Test func `one that was cleared is not told of again, and where it was is not forgotten`() {
        var pump = pump([gone("b", "\(Self.here)/b")])
        pump.hubUp(session: 1, at: moment(0))
        #expect(!told(&pump).contains { $0.contains("/b/") })
        #expect(gap(of: "b", &pump) == "\(Self.here)/b/gap")
    }

    @Test func `one that comes back is known again with what the hub retains of it`() {
        var pump = pump([gone("a", "\(Self.here)/a")])
        #expect(batch(&pump)?.devices == [known("a", "\(Self.here)/a")])
    }

    @Test func `what is lost of one whose place nobody knows is declared beside the gateway`() {
        var pump = pump([])
        pump.hubUp(session: 1, at: moment(0))
        _ = told(&pump)
        #expect(gap(of: "c", &pump) == "danang/haichau/sys/bts-1/gw-1/c/gap")
    }

    /// On which topic a gap of a device is declared.
    private func gap(of device: String, _ pump: inout Pump) -> String? {
        pump.advance(to: moment(60_000))
        let gap = GapRecord(
            id: 1, epoch: "e0", device: device, stream: .live, from: 1, to: 2,
            ranges: SequenceRanges([1...2]), reason: .spoolFull)
        pump.take(news: .gaps([gap]), at: moment(60_000))
        return told(&pump).last.map { String($0.prefix { $0 != " " }) }
    }
}
