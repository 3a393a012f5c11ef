// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing

@testable import Spool

/// Records of one commit in one row.
@Suite struct GroupTests {
    private static var books: Books {
        var books = Books(epoch: "e1", hubs: 1)
        for id in Int64(1)...3 {
            let owner = Books.Owner(epoch: "e1", device: "aq-\(id)")
            books.devices[id] = Books.Entry(owner: owner, isKnown: false)
        }
        return books
    }

    private static func group(_ random: inout SplitMix) -> Group {
        var group = Group(.live, Int64(1 + random.below(1 << 40)))
        var place = group.id
        for _ in 0...random.below(40) {
            let isEven = random.below(2) == 0
            group.records.append(
                Group.Record(
                    place: place, device: Int64(1 + random.below(3)),
                    sequence: UInt64(random.below(1 << 53)),
                    from: Int64(random.below(1 << 42)) - (1 << 41), to: Int64.max >> 20,
                    meta: Int64(random.below(100)),
                    body: (0..<random.below(80)).map { _ in
                        isEven ? UInt8(random.below(256)) : 7
                    }[...]))
            place += Int64(1 + random.below(3))
        }
        return group
    }

    @Test(arguments: UInt64(0)..<50)
    func `what is packed is read again, and nothing else is`(_ seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let (group, deflater) = (Self.group(&random), Deflater())
        let packed = group.packed(Self.books, deflater)
        let read = try Group(.live, group.id, packed: packed, Self.books)
        #expect(read.records.map(\.place) == group.records.map(\.place))
        #expect(read.records.map(\.sequence) == group.records.map(\.sequence))
        #expect(read.records.map(\.from) == group.records.map(\.from))
        #expect(read.records.map(\.to) == group.records.map(\.to))
        #expect(read.records.map(\.meta) == group.records.map(\.meta))
        #expect(read.records.map(\.device) == group.records.map(\.device))
        #expect(read.records.map(\.body) == group.records.map(\.body))
        for _ in 0..<50 {
            var other = packed
            switch random.below(3) {
            case 0: other[random.below(other.count)] ^= 1 << UInt8(random.below(8))
            case 1: other.removeLast(1 + random.below(other.count))
            default: other.append(UInt8(random.below(256)))
            }
            // The last bits of a deflated stream are nobody's.
            if let same = try? Group(.live, group.id, packed: other, Self.books) {
                #expect(Self.plain(same) == Self.plain(group) && other.count == packed.count)
            }
        }
    }

    private static func plain(_ group: Group) -> [[UInt8]] {
        group.records.map { Array("\($0)".utf8) }
    }

    @Test func `a row of another place, table or device is not taken for this one`() throws {
        var random = SplitMix(seed: 7)
        let group = Self.group(&random)
        let packed = group.packed(Self.books, Deflater())
        var renamed = Self.books
        for id in Int64(1)...3 { renamed.devices[id]?.owner.device += "x" }
        #expect(throws: SpoolFault.damaged) {
            try Group(.live, group.id + 1, packed: packed, Self.books)
        }
        #expect(throws: SpoolFault.damaged) {
            try Group(.window, group.id, packed: packed, Self.books)
        }
        #expect(throws: SpoolFault.damaged) {
            try Group(.live, group.id, packed: packed, renamed)
        }
    }
}
