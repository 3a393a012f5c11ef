// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@Suite struct `What a device says of itself` {
    /// The example of Modbus Application Protocol V1.1b3, section 6.21.
    @Test func `is read from an answer to function 43 and 14`() throws {
        let company = Array("Company identification".utf8)
        let product = Array("Product code XX".utf8)
        let revision = Array("V2.11".utf8)
        let data: [UInt8] =
            [1, 1, 0, 0, 3, 0, 0x16] + company + [1, 0x0F] + product + [2, 5] + revision
        let objects = try #require(DeviceObjects(parsing: data))
        #expect(objects.texts.map(\.number) == [0, 1, 2])
        #expect(
            objects.texts.map(\.text) == ["Company identification", "Product code XX", "V2.11"])
        #expect(objects.next == nil)
        var more = data
        (more[2], more[3]) = (0xFF, 2)
        #expect(DeviceObjects(parsing: more)?.next == 2)
    }

    @Test func `ends where the answer does`() throws {
        let whole: [UInt8] = [1, 1, 0, 0, 2, 0, 2, 0x41, 0x42, 1, 1, 0x43]
        for length in 0...whole.count {
            let objects = DeviceObjects(parsing: Array(whole.prefix(length)))
            #expect((objects == nil) == (length < 5))
            #expect(objects?.texts.count ?? 0 == (length >= 12 ? 2 : length >= 9 ? 1 : 0))
        }
        #expect(DeviceObjects(parsing: [9, 1, 0, 0, 0]) == nil)
        #expect(DeviceObjects(parsing: [1, 1, 0, 0, 255, 0, 255, 0x41])?.texts.isEmpty == true)
    }

    @Test func `is one short line of letters, whatever came`() {
        for seed in 0..<200 {
            var random = SplitMix(seed: UInt64(seed))
            let bytes = (0..<random.below(300)).map { _ in UInt8(random.below(256)) }
            let text = DeviceObjects.text(bytes)
            #expect(text.utf8.count <= TextDecoder.mostBytes)
            #expect(text.utf8.allSatisfy { (0x20...0x7E).contains($0) })
            _ = DeviceObjects(parsing: bytes)
        }
    }
}
