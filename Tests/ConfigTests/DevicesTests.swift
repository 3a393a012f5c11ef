// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
import Testing

@testable import Config

@Suite struct `The library of devices` {
    static let catalogue = Catalogue(directories: [devices])

    @Test func `holds the first four`() {
        #expect(
            Set(Self.catalogue.ids).isSuperset(of: [
                "eastron-sdm120", "eastron-sdm630", "renke-rs-fsxcs", "xy-md02",
            ]))
    }

    @Test(arguments: catalogue.ids)
    func `has no problem, and its vectors hold`(_ id: String) throws {
        let path = try #require(Self.catalogue.path(of: id))
        let outcome = Reader.profile(at: path)
        #expect(outcome.problems.map { "\($0.line):\($0.column) \($0.text.en)" } == [])
        let profile = try #require(outcome.value)
        #expect(path == "\(devices)/\(profile.class)/\(id).yaml")
        #expect(!profile.vectors.isEmpty)
        #expect(profile.names != nil)
        #expect(profile.points.allSatisfy { $0.names != nil })
        if profile.confidence == .confirmed { #expect(profile.sources.count >= 2) }
    }

    @Test func `lies in folders one below, each profile once`() throws {
        let folders = try File.names(in: devices, atMost: 1_000)
            .filter { File.isDirectory("\(devices)/\($0)") }
        let names = try folders.flatMap { try File.names(in: "\(devices)/\($0)", atMost: 1_000) }
        #expect(names.count == Set(names).count)
        #expect(names.count == Self.catalogue.ids.count)
    }
}
