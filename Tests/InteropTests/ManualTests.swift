// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing

/// What is made from the tables of keys, read by programs that others wrote.
@Suite struct ManualTests {
    static let checkout = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    static let samples = "\(checkout)/Tests/Samples"

    /// `valid PATH` or `invalid PATH PLACE WHY` for each file, from Python's jsonschema.
    private func validate(_ schema: String, _ files: [String]) throws -> [String] {
        let words = [
            "\(Self.checkout)/Tests/Rig/Peers/schema.py", "\(Self.checkout)/Manual/\(schema)",
        ]
        let program = try Program("/usr/bin/python3", words + files)
        let (ending, output) = try program.finish(within: .seconds(60))
        #expect(ending == .exit(0), "\(program.said)")
        return output
    }

    private func names(_ folder: String) throws -> [String] {
        try File.names(in: "\(Self.checkout)/\(folder)", atMost: 1_000).map {
            "\(Self.checkout)/\(folder)/\($0)"
        }
    }

    @Test func `every profile of the library is valid by its schema`() throws {
        let folders = try File.names(in: "\(Self.checkout)/Devices", atMost: 1_000)
            .filter { !$0.contains(".") }
        let files = try folders.flatMap { try names("Devices/\($0)") }
        let all = files + ["\(Self.samples)/profiles/whole.yaml"]
        #expect(all.count > 30)
        #expect(try validate("tram-profile.schema.json", all) == all.map { "valid \($0)" })
    }

    @Test func `a gateway's file and a drop-in are valid by theirs`() throws {
        let file = "\(Self.samples)/tram.yaml"
        #expect(try validate("tram.schema.json", [file]) == ["valid \(file)"])
        let dropIn = "\(Self.samples)/conf.d/more.yaml"
        let told = try validate("tram-conf.d.schema.json", [dropIn, file])
        #expect(told.first == "valid \(dropIn)")
        #expect(told.last?.hasPrefix("invalid \(file)") == true)
    }

    static let mistakes = [
        ("area: haichau", "aera: haichau", "gateway"), ("  area: haichau\n", "", "gateway"),
        ("area: haichau", "area: Hải Châu", "gateway/area"),
        ("clock: rtc", "clock: gps", "gateway/clock"),
        ("mqtts://hub", "http://hub", "hubs/0/urls/0"),
        ("budget: 200MB/month", "budget: 200", "hubs/0/budget"),
        ("window: 60s", "window: 60", "publish/window"), ("size: 2GB", "size: 2Gb", "spool/size"),
        ("baud: 9600", "baud: 9601", "buses/0/serial/baud"),
        ("mode: 8N1", "mode: 7N1", "buses/0/serial/mode"),
        ("port: 502", "port: 70000", "buses/1/tcp/port"), ("tax: 10%", "tax: ten", "buses/0/tax"),
        ("fast: 1s", "fats: 1s", "buses/0/devices/0/poll"),
        ("retries: 2", "retries: many", "buses/0/devices/0/retries"),
        ("unit-id: 1-3", "unit-id: 1 to 3", "buses/1/devices/0/unit-id"),
        ("devices: []", "devices: none", "buses/2/devices"),
    ]

    @Test func `what the reader refuses key by key, the schema does not call good`() throws {
        let directory = try Directory()
        guard case .bytes(let bytes) = try File.read("\(Self.samples)/tram.yaml", atMost: 1 << 20)
        else { return }
        let good = String(decoding: bytes, as: UTF8.self)
        var files: [String] = []
        for (number, mistake) in Self.mistakes.enumerated() {
            #expect(good.contains(mistake.0), "\(mistake.0)")
            let text = good.replacing(mistake.0, with: mistake.1, maxReplacements: 1)
            files.append(try directory.write(text, to: "\(number).yaml"))
        }
        let told = try validate("tram.schema.json", files)
        try #require(told.count == files.count)
        for (line, (file, mistake)) in zip(told, zip(files, Self.mistakes)) {
            #expect(line.hasPrefix("invalid \(file) \(mistake.2)"), "\(mistake.1): \(line)")
        }
    }

    @Test func `every page is set by groff without a warning`() throws {
        let pages = try names("Manual").filter { $0.hasSuffix(".5") }
        #expect(pages.count == 4)
        for page in pages {
            let script = "exec groff -man -Tutf8 -Kutf8 -ww -rLL=78n \"$1\" 2>&1 >\"$2\""
            let directory = try Directory()
            let out = directory.file("page")
            let (ending, warnings) = try Program("/bin/sh", ["-c", script, "sh", page, out])
                .finish(within: .seconds(20))
            #expect(ending == .exit(0) && warnings == [], "\(page)")
            let text = try directory.read("page")
            #expect(text.contains("200MB/month") || text.contains("four-quadrant"), "\(page)")
        }
    }
}
