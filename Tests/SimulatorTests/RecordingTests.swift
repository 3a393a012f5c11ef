// SPDX-License-Identifier: Apache-2.0
import Field
import Testing

@testable import Simulator

@Suite struct RecordingTests {
    private static func recording(_ lines: [String], _ link: String = "tcp") throws -> Recording {
        let head = #"{"tram-capture":1,"bus":"b1","link":"\#(link)","baud":9600,"mode":"8E1"}"#
        return try Recording(parsing: Array(([head] + lines).joined(separator: "\n").utf8))
    }

    private static let conversation = [
        #"[1000.0,"up"]"#,
        #"[1000.5,"received","ff"]"#,
        #"[1001.0,"sent","000100000006010300000001"]"#,
        #"[1006.5,"received","0001000000050103020007"]"#,
        #"[1007.0,"sent","000200000006010300000001"]"#,
        #"[1008.0,"received","0001000000050103020007"]"#,
        #"[1009.0,"received","0002000000050103020008"]"#,
        #"[1010.0,"sent","000300000006020300000001"]"#,
        #"[2010.0,"down"]"#,
    ]

    private static let request: [UInt8] = [1, 3, 0, 0, 0, 1]

    @Test func `each request gets what it got, in turn, under its own number`() throws {
        let replay = Replay(try Self.recording(Self.conversation))
        let first = replay.pieces(to: Self.request, transaction: 0x0A0B)
        #expect(first.map(\.after) == [.microseconds(5_500)])
        #expect(first.map(\.bytes) == [[0x0A, 0x0B, 0, 0, 0, 5, 1, 3, 2, 0, 7]])
        let second = replay.pieces(to: Self.request, transaction: 0x0A0C)
        // A late answer keeps its number: it was not this request's then either.
        #expect(second.map(\.bytes[1]) == [1, 0x0C] && second.map(\.bytes[10]) == [7, 8])
        #expect(replay.pieces(to: [2, 3, 0, 0, 0, 1], transaction: 1).isEmpty)
        #expect(replay.played == 3 && replay.unknown == 0)
        #expect(replay.pieces(to: Self.request, transaction: 1).isEmpty)
        #expect(replay.pieces(to: [9], transaction: 1).isEmpty)
        #expect(replay.played == 3 && replay.unknown == 2)
    }

    @Test func `on a serial line the bytes are the bytes`() throws {
        let recording = try Self.recording(
            [
                #"[1,"sent","010300000001840a"]"#, #"[2,"received","0103"]"#,
                #"[3,"received","02"]"#,
            ],
            "serial")
        #expect(recording.wire == .serial && recording.speed?.baud == 9_600)
        let pieces = Replay(recording).pieces(to: Self.request, transaction: 0)
        #expect(pieces.map(\.bytes) == [[1, 3], [2]])
        #expect(pieces.map(\.after) == [.milliseconds(1), .milliseconds(2)])
    }

    private static func fault(_ text: String) -> Recording.Fault? {
        do throws(Recording.Fault) {
            _ = try Recording(parsing: Array(text.utf8))
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        "", "\n", "{}", "[]", #"{"tram-capture":2,"bus":"b","link":"tcp"}"#,
        #"{"tram-capture":1,"bus":"b","link":"udp"}"#, #"{"tram-capture":1,"link":"tcp"}"#,
    ])
    func `what does not begin as a capture is none`(text: String) {
        #expect(Self.fault(text) == .head)
    }

    @Test(arguments: [
        "7", "[]", "[1]", #"["1","up"]"#, #"[1,"sideways"]"#, #"[1,"sent"]"#, #"[1,"sent",7]"#,
        #"[1,"sent","0"]"#, #"[1,"sent","0g"]"#, #"[1,"sent","00"]"#, #"[1,"up",[[]]]"#,
        #"[1,"received","00","00"]"#,
    ])
    func `a line that is no piece is named`(line: String) {
        let head = #"{"tram-capture":1,"bus":"b","link":"tcp"}"#
        let good = #"[1,"sent","000100000006010300000001"]"#
        #expect(Self.fault("\(head)\n\(good)\n\(line)\n") == .line(3))
    }

    @Test func `without a request there is nothing to play`() {
        let head = #"{"tram-capture":1,"bus":"b","link":"tcp"}"#
        #expect(Self.fault("\(head)\n[1,\"up\"]\n") == .empty)
    }

    @Test func `times that no clock has are held in bounds`() throws {
        for time in ["1e300", "-1e300", "1e-300"] {
            let recording = try Self.recording([
                #"[1,"sent","000100000006010300000001"]"#, #"[\#(time),"received","00"]"#,
            ])
            let after = Replay(recording).pieces(to: Self.request, transaction: 1)[0].after
            #expect(after >= .zero && after <= .seconds(1_000_000))
        }
    }
}
