// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Spool
import Testing
import Waiting

@testable import tram

/// `tram spool`: what it shows, and how it ends.
@Suite(.waits(atMostMinutes: 5)) struct SpoolViewTests {
    private static let path = "/var/lib/tram/spool.db"
    private static let start: Int64 = 1_795_215_192_692

    private static func stamp(_ milliseconds: Int64) -> String {
        LocalTime(WallTime(milliseconds: milliseconds)).shortStamp
    }

    @Test(arguments: Language.allCases)
    func `a folder that is not there is named, with what makes it`(language: Language) {
        let sight = SpoolSight("/nowhere/deep/spool.db", size: 1)
        #expect(sight.code == "spool-denied")
        let text = sight.text("/nowhere/deep/spool.db")(language)
        #expect(text.hasSuffix(": sudo mkdir -p /nowhere/deep/"), "\(text)")
    }

    private static func look() -> SpoolLook {
        let state = SpoolState(
            isDurable: true, usedBytes: 41_300_000, limit: 512_000_000, gaps: 2,
            undelivered: [.live: 60], oldestUndelivered: start, autonomyHours: 655.2,
            diskFreeBytes: 3_100_000_000, diskFullHours: nil)
        let line = { (device: String, stream: Field.Stream, epoch: String, waiting: UInt64) in
            SpoolLook.Line(
                device: device, stream: stream, epoch: epoch, kept: 25_920, waiting: waiting,
                first: 48_100, last: 74_019, from: start, to: start + 259_190_000)
        }
        let gap = { (id: UInt64, readings: UInt64?) in
            GapRecord(
                id: id, epoch: "6f2a9c0112345678", device: "aq-1", stream: .live, from: 1, to: 2,
                ranges: readings == nil ? SequenceRanges([1...60]) : SequenceRanges(),
                reason: readings == nil ? .uncleanStop : .ringFull, readings: readings)
        }
        return SpoolLook(
            state: state, epoch: "6f2a9c0112345678", hubs: ["city"],
            gaps: [gap(1, nil), gap(2, 1)],
            lines: [
                line("aq-1", .live, "09f1aaaa12345678", 0),
                line("aq-1", .live, "6f2a9c0112345678", 60),
            ], dailyBytes: 13_800_000, waitingBytes: 60_000, isInUse: true, isUnclean: true)
    }

    private static let relics = [
        SpoolRelic(
            path: path + ".damaged-1", bytes: 1_048_576,
            changed: WallTime(milliseconds: start))
    ]

    @Test func `it says in English what waits, how long there is room, and what to do`() {
        let (old, new) = (Self.stamp(Self.start), Self.stamp(Self.start + 259_190_000))
        let time = LocalTime(WallTime(milliseconds: Self.start)).stamp
        #expect(
            SpoolView(Self.path).lines(Self.look(), Self.relics) == [
                "DEVICE         STREAM WAITING     KEPT           NUMBERS OLDEST      NEWEST",
                "aq-1 (09f1)    live         0    25920       48100–74019 \(old) \(new)",
                "aq-1           live        60    25920       48100–74019 \(old) \(new)",
                "/var/lib/tram/spool.db: in use by the service, epoch 6f2a9c01",
                "uses 41.3 MB of 512 MB (8 %); records take 13.8 MB a day",
                "at most 60 records waiting for the hub (less than a minute to send): what it",
                "  received lately is noted later; without the hub there is room for 27 days",
                "the disk has 3.1 GB free: enough for all that the spool may take",
                "2 gaps to be declared to the hub:",
                "  aq-1 live: unclean-stop, 60 records",
                "  aq-1 live: ring-full, 1 reading",
                "✗ set aside because they could not be used; what was in them is declared:",
                "  /var/lib/tram/spool.db.damaged-1 (1.0 MB, \(time))",
                "  keep them while somebody may want to find out why, then: sudo rm",
            ])
    }

    @Test func `it says the same in Vietnamese`() {
        var look = Self.look()
        look.isInUse = false
        look.state.diskFullHours = 30.4
        look.gaps = []
        look.waitingBytes = 60_000_000
        let (old, new) = (Self.stamp(Self.start), Self.stamp(Self.start + 259_190_000))
        #expect(
            SpoolView(Self.path, language: .vietnamese).lines(look, []) == [
                "THIẾT BỊ       LUỒNG  CHỜ GỬI ĐANG GIỮ         SỐ THỨ TỰ CŨ NHẤT     MỚI NHẤT",
                "aq-1 (09f1)    live         0    25920       48100–74019 \(old) \(new)",
                "aq-1           live        60    25920       48100–74019 \(old) \(new)",
                "/var/lib/tram/spool.db: lần chạy trước bị ngắt đột ngột, epoch 6f2a9c01; lần",
                "  khởi động sau sẽ khai báo những gì chưa kịp lưu",
                "dùng 41,3 MB trong 512 MB (8 %); bản ghi chiếm 13,8 MB mỗi ngày",
                "60 bản ghi chờ gửi lên hub (gửi hết mất khoảng 3 phút); nếu mất hub thì còn chỗ",
                "  cho 27 ngày",
                "✗ ổ đĩa còn trống 3,1 GB, sẽ đầy sau 30,4 giờ: hãy dọn bớt, hoặc giảm spool:",
                "  size",
            ])
    }

    @Test(arguments: Language.allCases, [60, 80, 120])
    func `nothing is wider than the screen`(language: Language, width: Int) {
        var look = Self.look()
        look.lines[0].device = String(repeating: "w", count: 24)
        (look.lines[0].first, look.lines[0].last) = (1 << 52, 1 << 53)
        look.lines[0].kept = .max
        let view = SpoolView(
            "/" + String(repeating: "x", count: 200), width: width, language: language)
        for line in view.lines(look, Self.relics) {
            // A path is not cut, and stands alone then.
            #expect(line.columns <= width || line.split(separator: " ").count == 1, "\(line)")
        }
    }

    /// A gateway's file that names a spool in this directory.
    private static func configuration(
        _ directory: Directory
    ) throws -> (file: String, spool: String) {
        let spool = directory.file("spool.db")
        let words = CommandTests.gateway + "spool: {path: \(spool), size: 16MB}\n"
        return (try directory.write(words, to: "tram.yaml"), spool)
    }

    @Test func `a spool that is closed is read, for people and for scripts`() throws {
        let directory = try Directory()
        let (file, path) = try Self.configuration(directory)
        var spool = Spool.open(
            SpoolSettings(path: path, size: 16_000_000, hubs: ["city"], binding: [1]), at: nil)
        var batch = SpoolBatch()
        batch.rows = (1...5).map { number in
            NewRow(
                series: SeriesKey(device: "aq-1", stream: .live), sequence: number,
                from: Self.start, to: Self.start, meta: "m",
                body: StoredRecord(.live(LiveContent(values: [], isFull: false))).packed)
        }
        _ = try spool.commit(batch, at: Instant(nanoseconds: 1), wall: nil)
        let epoch = spool.epoch
        try spool.close()
        let (ending, output) = try Tram.finish(["spool", "--config", file, "--lang", "en"])
        #expect(ending == .exit(0))
        #expect(output.contains("\(path): closed, no process uses it, epoch \(epoch.prefix(8))"))
        #expect(output.allSatisfy { $0.count <= 80 }, "\(output)")
        let (_, lines) = try Tram.finish(["spool", "--config", file, "--output", "json"])
        let json = try JSON(parsing: Array(lines.joined().utf8))
        let stream = try #require(json["streams"]?.array?.first)
        #expect(stream["waiting"]?.integer == 5 && stream["last"]?.integer == 5)
        #expect(json["drain-seconds"]?.integer == 0)
        #expect(json["epoch"]?.string == epoch && json["in-use"]?.bool == false)
        #expect(json["limit-bytes"]?.integer == 16_000_000 && json["gaps"]?.array?.isEmpty == true)
    }

    @Test func `without a spool it says so, and that is no problem`() throws {
        let directory = try Directory()
        let (file, path) = try Self.configuration(directory)
        let (ending, output) = try Tram.finish(["spool", "--config", file, "--lang", "en"])
        #expect(ending == .exit(0) && output.count == 1)
        #expect(output[0].hasPrefix("\(path): no spool yet; "))
        #expect(try File.names(in: directory.path, atMost: 9) == ["tram.yaml"])
    }

    @Test(arguments: Language.allCases)
    func `one that is damaged is named with what comes of it`(language: Language) throws {
        let directory = try Directory()
        let (file, path) = try Self.configuration(directory)
        try File.write(Array(repeating: 7, count: 4_096), to: path)
        let (ending, output) = try Tram.finish(
            ["spool", "--config", file, "--lang", language.rawValue])
        #expect(ending == .exit(1))
        #expect(output.joinedWords.contains("[spool-damaged]"), "\(output)")
        let (_, lines) = try Tram.finish(["spool", "--config", file, "--output", "json"])
        let json = try JSON(parsing: Array(lines.joined().utf8))
        #expect(json["code"]?.string == "spool-damaged" && json["vi"]?.string != json["en"]?.string)
    }
}
