// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Testing

@testable import Agent

@Suite struct ControlRequestTests {
    @Test(
        arguments: [
            (#"{"v":1,"ask":"status"}"#, nil), (#" {"ask" : "status","v":1,"more":[1]} "#, nil),
            ("", .notJSON), ("status", .notJSON), (#"{"v":1,"ask":"status""#, .notJSON),
            (#"{"v":1,"v":1,"ask":"status"}"#, .notJSON), ("\u{0}", .notJSON),
            (#"{"ask":"status"}"#, .version), (#"{"v":2,"ask":"status"}"#, .version),
            (#"{"v":"1","ask":"status"}"#, .version), ("[]", .version), ("1", .version),
            (#"{"v":1}"#, .unknownAsk), (#"{"v":1,"ask":1}"#, .unknownAsk),
            (#"{"v":1,"ask":"Status"}"#, .unknownAsk), (#"{"v":1,"ask":"restart"}"#, .unknownAsk),
        ] as [(String, ControlRefusal?)])
    func `a question is one line of JSON, or it is refused`(line: String, refusal: ControlRefusal?)
    {
        do throws(ControlRefusal) {
            #expect(try ControlRequest(parsing: Array(line.utf8)) == .status)
            #expect(refusal == nil)
        } catch {
            #expect(error == refusal)
        }
    }

    private static let read =
        #"{"v":1,"ask":"read","bus":"b","unit":7,"table":"input","address":16,"count":2}"#

    @Test func `a read names all that it reads`() throws {
        let request = try ControlRequest(parsing: Array(Self.read.utf8))
        let read = ControlRequest.BusRead(bus: "b", unit: 7, table: .input, address: 16, count: 2)
        #expect(request == .read(read) && request.right == .read)
    }

    @Test func `registers of four bytes are said to be so, and fewer fit an answer`() throws {
        func line(_ count: Int) -> [UInt8] {
            let new = #""wide":true,"count":\#(count)"#
            return Array(Self.read.replacing(#""count":2"#, with: new).utf8)
        }
        var read = ControlRequest.BusRead(bus: "b", unit: 7, table: .input, address: 16, count: 62)
        read.isWide = true
        #expect(try ControlRequest(parsing: line(62)) == .read(read))
        #expect(throws: ControlRefusal.badRead) { try ControlRequest(parsing: line(63)) }
    }

    @Test(arguments: [
        (#""bus":"b","#, ""), (#""bus":"b""#, #""bus":1"#), (":7", ":256"), (":7", ":-1"),
        ("input", "inputs"), (":16", ":65536"), (":16", ":65535"), (#""count":2"#, #""count":0"#),
        (#""count":2"#, #""count":126"#), (#""count":2"#, #""count":1.5"#),
    ])
    func `a read that no request can say is refused`(old: String, new: String) {
        let line = Self.read.replacing(old, with: new)
        #expect(line != Self.read)
        #expect(throws: ControlRefusal.badRead) { try ControlRequest(parsing: Array(line.utf8)) }
    }

    @Test(
        arguments: [
            ("", .init()), (#","from":7,"names":true"#, .init(from: 7, hasNames: true)),
            (#","devices":["a","b"],"names":1"#, .init(devices: ["a", "b"])),
        ] as [(String, ControlRequest.Values)])
    func `values are of all devices or of some, from a place on`(
        more: String, values: ControlRequest.Values
    ) throws {
        let line = "{\"v\":1,\"ask\":\"values\"\(more)}"
        let request = try ControlRequest(parsing: Array(line.utf8))
        #expect(request == .values(values) && request.right == .read)
    }

    @Test(arguments: [
        #""from":-1"#, #""from":"0""#, #""from":1.5"#, #""from":9223372036854775808"#,
        #""from":null"#, #""devices":[]"#, #""devices":"a""#, #""devices":["a",1]"#,
        #""devices":{"a":1}"#, #""devices":null"#,
    ])
    func `values of nothing are refused`(more: String) {
        let line = "{\"v\":1,\"ask\":\"values\",\(more)}"
        #expect(throws: ControlRefusal.badValues) { try ControlRequest(parsing: Array(line.utf8)) }
    }

    private static let probe =
        #"{"v":1,"ask":"read","bus":"b","unit":7,"table":"holding","address":0,"count":1,"#
        + #""timeout":200,"baud":19200,"mode":"8E1"}"#

    @Test func `a read at other settings changes something, and says all of it`() throws {
        let request = try ControlRequest(parsing: Array(Self.probe.utf8))
        var read = ControlRequest.BusRead(bus: "b", unit: 7, table: .holding, address: 0, count: 1)
        read.timeout = .milliseconds(200)
        read.speed = SerialSpeed(baud: 19_200, mode: try #require(SerialMode("8E1")))
        #expect(request == .read(read) && request.right == .change)
        for (old, new) in [
            ("19200", "19201"), ("8E1", "7E1"), (#","mode":"8E1""#, ""), (":200", ":501"),
            (#""timeout":200,"#, ""), (#""count":1"#, #""count":2"#),
        ] {
            let line = Self.probe.replacing(old, with: new)
            #expect(line != Self.probe)
            #expect(throws: ControlRefusal.badProbe, "\(line)") {
                try ControlRequest(parsing: Array(line.utf8))
            }
        }
    }

    @Test func `what a unit says of itself is asked by function`() throws {
        let cases: [(String, SelfDescription)] = [
            (#""function":17"#, .serverID), (#""function":43,"from":2"#, .objects(from: 2)),
            (#""function":43,"object":135"#, .object(135)),
        ]
        for (words, description) in cases {
            let line = #"{"v":1,"ask":"identify","bus":"b","unit":7,\#(words),"timeout":200}"#
            let request = try ControlRequest(parsing: Array(line.utf8))
            var asked = ControlRequest.BusInquiry(bus: "b", unit: 7, description: description)
            asked.timeout = .milliseconds(200)
            #expect(request == .identify(asked) && request.right == .read)
        }
    }

    @Test(arguments: [
        #""bus":"b","unit":7"#, #""bus":"b","unit":7,"function":3"#,
        #""bus":"b","unit":7,"function":43"#, #""bus":"b","unit":7,"function":43,"object":256"#,
        #""bus":"b","unit":256,"function":17"#, #""unit":7,"function":17"#,
        #""bus":"b","unit":7,"function":17,"timeout":19"#,
    ])
    func `an identification that no request can say is refused`(words: String) {
        let line = #"{"v":1,"ask":"identify",\#(words)}"#
        #expect(throws: ControlRefusal.badIdentify) {
            try ControlRequest(parsing: Array(line.utf8))
        }
    }

    @Test(arguments: ControlRefusal.allCases)
    func `a refusal says what to do, in both languages, in one line`(
        refusal: ControlRefusal
    ) throws {
        let json = try JSON(parsing: refusal.line)
        #expect(json["v"]?.integer == 1 && json["ok"]?.bool == false)
        #expect(json["code"]?.string == refusal.rawValue)
        #expect(json["en"]?.string != json["vi"]?.string)
        #expect(!refusal.line.contains(UInt8(ascii: "\n")))
    }

    @Test(
        arguments: [
            (0, [], .change), (900, [], .change), (1_000, [], nil), (1_000, [700], .read),
            (1_000, [1, 800], .change), (1_000, [700, 800], .change), (1_000, [0], nil),
        ] as [(UInt32, [UInt32], ControlRights.Right?)])
    func `rights go by user and groups as the kernel says them`(
        user: UInt32, groups: [UInt32], right: ControlRights.Right?
    ) {
        let rights = ControlRights(owner: 900, readers: 700, admins: 800)
        let peer = Peer(process: 1, user: user, groups: groups)
        #expect(rights.right(of: peer) == right)
        let bare = ControlRights(owner: 900)
        #expect(bare.right(of: peer) == (user < 1_000 ? .change : nil))
    }

    @Test func `who may read may not change`() {
        let rights = ControlRights(owner: 900, readers: 700, admins: 800)
        let reader = Peer(process: 1, user: 1_000, groups: [700])
        #expect(throws: Never.self) { try rights.check(reader, .read) }
        #expect(throws: ControlRefusal.notAllowed) { try rights.check(reader, .change) }
        let stranger = Peer(process: 1, user: 1_000, groups: [])
        #expect(throws: ControlRefusal.notPermitted) { try rights.check(stranger, .read) }
    }
}
