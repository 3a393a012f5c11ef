// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
import Testing

@testable import Config

/// What devices of the library measure, and what reading each takes: Devices/Catalogue.md.
@Suite struct `The catalogue of devices` {
    private static func profile(_ id: String) throws -> Profile {
        let path = try #require(`The library of devices`.catalogue.path(of: id))
        return try #require(Reader.profile(at: path).value)
    }

    private static let all = Result {
        try `The library of devices`.catalogue.ids.map(profile)
    }

    @Test(arguments: `The library of devices`.catalogue.ids)
    func `no device is asked more often than for what lies side by side`(_ id: String) throws {
        let cost = PollCost(try Self.profile(id))
        #expect(cost.requests > 0 && cost.requests <= cost.contiguous)
    }

    @Test func `lies in Devices as the profiles are`() throws {
        let path = devices + "/Catalogue.md"
        guard case .bytes(let bytes) = try File.read(path, atMost: 1 << 20) else {
            Issue.record("\(path) is no file")
            return
        }
        let isSame =
            String(decoding: bytes, as: UTF8.self) == CataloguePage(try Self.all.get()).text
        #expect(isSame, "\(path) is not what the profiles say: run make manual")
    }

    @Test func `tells of every device who makes it, what it measures and where that is from`()
        throws
    {
        let profiles = try Self.all.get()
        for profile in profiles {
            let text = CataloguePage([profile]).text
            var words =
                [profile.vendor, profile.model, profile.confidence.rawValue] + profile.sources
            words += profile.names.map { [$0.en, $0.vi] } ?? []
            words += profile.points.map {
                "`\($0.quantity == Quantity.other ? $0.name : $0.quantity)`"
            }
            for word in words { #expect(text.contains(word), "\(profile.id): \(word)") }
        }
        let reversed = CataloguePage(profiles.reversed()).text
        #expect(reversed == CataloguePage(profiles).text)
    }

    @Test func `has a name for every class, in both languages`() throws {
        for id in Set(try Self.all.get().map(\.class)) {
            let name = try #require(DeviceClass.name(of: id), "\(id)")
            #expect(name.en != name.vi)
        }
    }

    /// Two registers alone, then three with a hole of one: it pays to read across.
    @Test func `a cost is that of the device's own rounds`() {
        var profile = Profile(id: "small", vendor: "Acme", model: "A", class: "other")
        profile.points = [0, 1, 10, 12, 13].enumerated().map { number, address in
            Point(
                name: "p\(number)", table: .input, address: address, encoding: .uint16,
                quantity: "other")
        }
        let cost = PollCost(profile)
        #expect(cost.contiguous == 3 && cost.requests == 1 && cost.points == 5)
        // 8 of the request, 5 around 28 of data.
        #expect(cost.bytes == 41)
        profile.points[4].group = .slow
        profile.points[3].group = .demand
        let slower = PollCost(profile)
        #expect(slower.load.rounds.count == 2 && slower.points == 4 && slower.contiguous == 3)
        profile.link.largestRead = 4
        #expect(PollCost(profile).requests == 3)
    }
}
