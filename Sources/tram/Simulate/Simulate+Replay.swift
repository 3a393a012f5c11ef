// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Field
internal import Host
internal import Simulator

extension Simulate {
    /// Either devices or a recording, and what goes with it.
    var replayProblem: Text? {
        guard recording != nil else {
            guard profiles.isEmpty else { return nil }
            return Text(
                en: "name a profile of the library or a file, such as eastron-sdm120; or play a "
                    + "capture back with --replay",
                vi: "hãy ghi tên một hồ sơ trong thư viện hoặc một tệp, ví dụ eastron-sdm120; hoặc "
                    + "phát lại một bản ghi bằng --replay")
        }
        let isAlone =
            profiles.isEmpty && wire == .tcp && baud == nil && mode == nil && !strict
            && faultRequests.isEmpty && faultFile == nil
        guard !isAlone else { return nil }
        return Text(
            en: "--replay plays a line back as it was: profiles, wire, speed and faults are the "
                + "recording's; leave them out",
            vi: "--replay phát lại đúng như đã ghi: hồ sơ, kiểu đường truyền, tốc độ và lỗi đều có "
                + "trong bản ghi; hãy bỏ các tùy chọn đó")
    }

    /// Plays a captured line back until told to stop.
    func replay(_ path: String, _ screen: Screen) throws(SimulateFault) {
        let recording = try Self.read(path)
        let signals = try SimulateFault.translating { () throws(SystemFault) in try Signals() }
        let directory = try SimulateFault.translating { () throws(SystemFault) in
            try TemporaryDirectory("tram-simulate")
        }
        let replay = Replay(recording)
        let line: SimulatedLine
        let site: Site
        do throws(SimulatorFault) {
            line = try SimulatedLine(
                recording.wire, devices: [], port: port ?? 0,
                link: recording.wire == .serial ? "\(directory.path)/\(recording.bus)" : nil,
                replay: replay)
            site = try Site(seed: seed)
            try site.add(line)
            try site.start()
        } catch {
            throw .simulator(error)
        }
        screen.say(Self.introduction(recording, line))
        try SimulateFault.translating { () throws(SystemFault) in try Self.wait(signals) }
        site.stop()
        screen.say(Self.summary(replay, of: recording.requests))
    }

    private static func read(_ path: String) throws(SimulateFault) -> Recording {
        let contents = try SimulateFault.translating { () throws(SystemFault) in
            try File.read(path, atMost: Recording.mostBytes)
        }
        guard case .bytes(let bytes) = contents else { throw .recording(path, .head) }
        do throws(Recording.Fault) {
            return try Recording(parsing: bytes)
        } catch {
            throw .recording(path, error)
        }
    }

    private static func wait(_ signals: borrowing Signals) throws(SystemFault) {
        var polls = PollSet()
        polls.add(signals.descriptor, .readable)
        while true {
            try polls.wait(until: .never)
            while let signal = try signals.next() {
                if signal != .child { return }
            }
        }
    }

    private static func introduction(_ recording: Recording, _ line: SimulatedLine) -> Text {
        let place =
            switch recording.wire {
            case .serial:
                "serial: {port: \(line.path)"
                    + (recording.speed.map { ", baud: \($0.baud), mode: \($0.mode.text)" } ?? "")
                    + "}"
            case .tcp: "tcp: {host: 127.0.0.1, port: \(line.port)}"
            case .rtuOverTCP:
                "rtu-over-tcp: {host: 127.0.0.1, port: \(line.port)"
                    + (recording.speed.map { ", baud: \($0.baud), mode: \($0.mode.text)" } ?? "")
                    + "}"
            }
        let count = recording.requests
        return Text(
            en: """
                The bus \(recording.bus) as it was captured, \(count.of("request")). In tram.yaml:

                  \(place)

                """,
            vi: """
                Bus \(recording.bus) đúng như đã ghi, \(count) yêu cầu. Trong tram.yaml:

                  \(place)

                """)
    }

    private static func summary(_ replay: Replay, of count: Int) -> Text {
        Text(
            en: "\(replay.played) of \(count.of("request")) played back, \(replay.unknown) that "
                + "were not recorded",
            vi: "đã phát lại \(replay.played) trong \(count) yêu cầu, \(replay.unknown) yêu cầu "
                + "không có trong bản ghi")
    }
}
