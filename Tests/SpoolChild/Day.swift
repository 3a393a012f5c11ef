// SPDX-License-Identifier: Apache-2.0
internal import CCrashLog
internal import Field
internal import Glibc
internal import Host
internal import Spool

/// What a site of 100 devices with 10 points each, read every 10 s, writes: ten records of `live` a
/// second, a hundred of `window` a minute, a commit each second.
struct Day {
    private let path: String
    private let pageSize: Int
    private let seconds: Int
    /// Seconds between two commits.
    private let pause: Int
    private var random = SplitMix(seed: 1)

    init(_ words: [String]) {
        path = words[1]
        pageSize = Int(words[2]) ?? 512
        seconds = Int(words[3]) ?? 3_600
        pause = words.count > 4 ? Int(words[4]) ?? 1 : 1
    }

    private static func settings(_ path: String, _ pageSize: Int) -> SpoolSettings {
        var settings = SpoolSettings(
            path: path, size: 512_000_000, hubs: ["city"], binding: [1, 2, 3])
        settings.pageSize = pageSize
        return settings
    }

    private static let devices = (0..<100).map { "aq-\($0 + 100)" }

    private mutating func live() -> [UInt8] {
        let values = (0..<10).map {
            LiveValue(point: $0, value: .float32(Float(random.below(10_000)) / 100))
        }
        return StoredRecord(.live(LiveContent(values: values, isFull: false))).packed
    }

    private mutating func window() -> [UInt8] {
        let sums = (0..<10).map { point in
            let value = { (random: inout SplitMix) in
                Value.float32(Float(random.below(10_000)) / 100)
            }
            return WindowSum(
                point: point, count: 6, due: 6,
                figures: .gauge(
                    extremes: .init(least: value(&random), most: value(&random)),
                    mean: .value(.computed(Double(random.below(1_000_000)) / 1e4, digits: 7)),
                    last: value(&random)))
        }
        return StoredRecord(.window(sums)).packed
    }

    /// One second's batch; what the one before had has been delivered.
    private mutating func batch(
        _ second: Int, _ next: inout [SeriesKey: UInt64], _ epoch: String, _ last: [NewRow]
    ) -> SpoolBatch {
        var batch = SpoolBatch()
        var keys = (0..<10).map {
            SeriesKey(device: Self.devices[second % 10 * 10 + $0], stream: .live)
        }
        if second % 60 == 0 {
            keys += Self.devices.map { SeriesKey(device: $0, stream: .window) }
        }
        for key in keys {
            let number = next[key, default: 1]
            next[key] = number + 1
            let time = Diary.wall.milliseconds + Int64(second) * 1_000
            batch.rows.append(
                NewRow(
                    series: key, sequence: number, from: time, to: time, meta: "1f0c9a2b",
                    body: key.stream == .live ? live() : window()))
        }
        batch.delivered = last.map {
            DeliveredNumbers(
                hub: 0, epoch: epoch, series: $0.series,
                numbers: SequenceRanges([$0.sequence...$0.sequence]))
        }
        return batch
    }

    private static var metas: [NewMeta] {
        devices.map {
            NewMeta(
                device: $0, name: "1f0c9a2b", points: (0..<10).map { "point_\($0)" },
                payload: [UInt8](repeating: UInt8(ascii: "x"), count: 2_000))
        }
    }

    /// Commits so many seconds; the spool stays open for what the caller asks then.
    private mutating func work(
        _ spool: inout Spool, _ second: inout Int, _ count: Int,
        _ next: inout [SeriesKey: UInt64], _ last: inout [NewRow]
    ) throws(SpoolFault) {
        var waiting = SpoolBatch()
        for _ in 0..<count {
            second += 1
            let now = Instant(nanoseconds: Int64(second) * 1_000_000_000)
            let wall = WallTime(
                nanoseconds: Diary.wall.nanoseconds + Int64(second) * 1_000_000_000)
            let batch = batch(second, &next, spool.epoch, last)
            last = batch.rows
            waiting.rows += batch.rows
            waiting.delivered += batch.delivered
            guard second % pause == 0 else { continue }
            _ = try spool.commit(waiting, at: now, wall: wall)
            waiting = SpoolBatch()
        }
    }

    mutating func run() throws(SpoolFault) {
        unsafe crashlog_watch(SpoolChild.folder(of: path))
        var spool = Spool.open(Self.settings(path, pageSize), at: Diary.wall)
        var (second, next, last) = (0, [SeriesKey: UInt64](), [NewRow]())
        var first = SpoolBatch()
        first.metas = Self.metas
        _ = try spool.commit(first, at: Instant(nanoseconds: 1), wall: Diary.wall)
        _ = try spool.reserve(
            Self.devices.flatMap { device in
                Stream.allCases.map { SeriesKey(device: device, stream: $0) }
            })
        // A part of the log's round is over, whatever it is: only whole hours count.
        try work(&spool, &second, 600, &next, &last)
        let start = crashlog_count()
        let pages = Self.figure("/proc/self/io", "write_bytes:")
        let began = clock()
        try work(&spool, &second, seconds, &next, &last)
        let (end, cpu) = (crashlog_count(), Double(clock() - began) / Double(CLOCKS_PER_SEC))
        let share = 86_400 / Double(seconds)
        let bytes = Double(end.bytes - start.bytes) * share / 1e6
        let syncs = Double(end.syncs - start.syncs) * share / 24
        let system = Double(Self.figure("/proc/self/io", "write_bytes:") - pages) * share / 1e6
        let file = File.size(path) ?? 0
        SpoolChild.say(
            "page \(pageSize), commit each \(pause) s: \(Int(bytes)) MB a day, "
                + "in whole pages of the file system \(Int(system)) MB, "
                + "\(Int(syncs)) syncs an hour, "
                + "\(file / 1_000) kB of file, \(Int(cpu / Double(seconds) * 1e6)) us a commit")
    }

    /// kB that are neither a file's nor shared.
    private static func anonymous() -> Int { figure("/proc/self/smaps_rollup", "Anonymous:") }

    /// A figure that the kernel keeps of this process.
    private static func figure(_ path: String, _ name: String) -> Int {
        guard case .bytes(let bytes)? = try? File.read(path, atMost: 65_536) else { return 0 }
        let text = String(decoding: bytes, as: UTF8.self)
        for line in text.split(separator: "\n") where line.hasPrefix(name) {
            return line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        }
        return 0
    }

    static func memory(_ path: String) throws(SpoolFault) {
        var day = Day(["", path, "512", "0"])
        // The reading of the figure itself is paid for before.
        _ = anonymous()
        let before = anonymous()
        var spool = Spool.open(settings(path, 512), at: Diary.wall)
        Process.returnHeap()
        let opened = anonymous()
        var (second, next, last) = (0, [SeriesKey: UInt64](), [NewRow]())
        try day.work(&spool, &second, 10_000, &next, &last)
        last = []
        Process.returnHeap()
        let worked = anonymous()
        SpoolChild.say(
            "anonymous: \(before) kB before, \(opened - before) kB more opened, "
                + "\(worked - before) kB more after 10,000 commits")
        _ = consume spool
    }
}
