// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Synchronization
import Testing

/// What a broken or hostile peer may send.
@Suite struct JSONMutationTests {
    private static let texts = [
        #"{"id":"c-17","cmd":"replay","args":{"device":"aq","stream":"live","ranges":[[1,6]]}}"#,
        #"{"v":1,"epoch":"6f2a","live":48213,"window":803,"event":12}"#,
        #"[0,-0,1.5,1E+2,-1e-9,"\u00e9\uD83D\uDEB0\n","trạm",true,false,null,{},{"":[{"a":[]}]}]"#,
    ]
    private static let signs =
        Array(#"{}[]",:\u0129aeE+-.tfn/ "#.utf8) + [0, 0x1F, 0x80, 0xC3, 0xED, 0xFF]

    @Test func `no change to a text brings the reader down`() {
        var random = SplitMix(seed: 80)
        var read = 0
        for round in 0..<300_000 {
            var bytes = Array(Self.texts[round % Self.texts.count].utf8)
            for _ in 0...random.below(3) { Self.mutate(&bytes, &random) }
            if refusal(of: bytes) == nil { read += 1 }
        }
        // Some must survive, or the texts were not near anything valid; most must not.
        #expect(read > 10_000 && read < 200_000, "\(read) were read")
    }

    private static func mutate(_ bytes: inout [UInt8], _ random: inout SplitMix) {
        guard !bytes.isEmpty else { return }
        let place = random.below(bytes.count)
        switch random.below(6) {
        case 0: bytes[place] = signs[random.below(signs.count)]
        case 1: bytes.insert(signs[random.below(signs.count)], at: place)
        case 2: bytes.remove(at: place)
        case 3: bytes[place] ^= 1 << UInt8(random.below(8))
        case 4: bytes.removeLast(bytes.count - place)
        default:
            let end = min(bytes.count, place + random.below(12))
            bytes.insert(contentsOf: bytes[place..<end], at: random.below(bytes.count))
        }
    }

    /// Commands are read on a thread of ours, whose stack is small.
    @Test func `the deepest text is read on the smallest stack`() throws {
        let deep = Array((String(repeating: #"[{"a":"#, count: 16) + "1").utf8)
        let whole = deep + Array(String(repeating: "}]", count: 16).utf8)
        let done = Done()
        let thread = try Thread.start("json") {
            done.read.store(refusal(of: whole) == nil, ordering: .releasing)
            done.refused.store(refusal(of: [0x5B] + whole) == .tooDeep, ordering: .releasing)
        }
        thread.join()
        let read = done.read.load(ordering: .acquiring)
        let refused = done.refused.load(ordering: .acquiring)
        #expect(read && refused)
    }
}

/// What the thread came to; a class because both threads hold it.
private final class Done: Sendable {
    let read = Atomic(false)
    let refused = Atomic(false)
}
