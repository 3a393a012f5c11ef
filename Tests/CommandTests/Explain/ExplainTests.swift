// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig
import Testing

@testable import tram

/// `tram explain` as a person or a script calls it.
@Suite struct ExplainTests {
    private static let timeout = """
        comm/timeout: no answer in time, nor when asked again
        Quality of values: tram read, tram status device, q of records

        Likely causes, the most likely first
          1. the device has no power, or its cable is off
          2. the device has another unit id than the file says
          3. A and B are swapped
          4. baud, parity or stop bits differ from the device's
          5. the pair is broken, or a terminal is loose
          6. the device takes longer than its timeout
        Check
          - measure the supply at the device's own terminals
          - read the unit id on the device's display or switches
          - pull gently at each wire of the pair and of the common
          - swap A and B at this device, and wait a minute
          - compare baud and mode of the bus with the device's menu
          - where all devices of the bus are silent, look at adapter and pair first
        Next
          tram scan BUS
        """

    private static let timeoutVietnamese = """
        comm/timeout: không trả lời kịp, kể cả khi hỏi lại
        Chất lượng giá trị: tram read, tram status device, q của bản ghi

        Nguyên nhân thường gặp, khả năng cao nhất trước
          1. thiết bị mất nguồn hoặc tuột cáp
          2. địa chỉ trạm (unit id) khác với tệp cấu hình
          3. đảo cực A/B
          4. baud, parity hoặc bit dừng khác với thiết bị
          5. đứt dây hoặc lỏng cọc đấu
          6. thiết bị trả lời lâu hơn timeout
        Kiểm tra
          - đo điện áp nguồn ngay tại cọc đấu của thiết bị
          - xem địa chỉ trạm (unit id) trên màn hình hoặc công tắc thiết bị
          - giật nhẹ từng dây của cặp A/B và dây chung
          - đổi chéo hai dây A/B tại thiết bị này, chờ một phút
          - so baud và mode của bus với cài đặt trong thiết bị
          - nếu cả bus đều im lặng, xem bộ chuyển đổi và cặp dây trước
        Lệnh tiếp theo
          tram scan BUS
        """

    private static let group = """
        not-allowed: only the group tram-admin may change something
        The running service, and what it is asked

        Likely causes, the most likely first
          1. this user is not in the group that may
          2. the group was given, and not logged in again since
        Check
          - sudo usermod -aG tram-admin USER, then log in again
          - see your groups: id
        Next
          tram status
        """

    private static let groupVietnamese = """
        not-allowed: chỉ nhóm tram-admin được thay đổi
        Dịch vụ đang chạy và các câu hỏi gửi tới nó

        Nguyên nhân thường gặp, khả năng cao nhất trước
          1. tài khoản này không ở trong nhóm được phép
          2. đã thêm vào nhóm nhưng chưa đăng nhập lại
        Kiểm tra
          - sudo usermod -aG tram-admin USER, rồi đăng nhập lại
          - xem nhóm của mình: id
        Lệnh tiếp theo
          tram status
        """

    private static func run(
        _ arguments: [String], _ variables: [String: String] = ["LANG": "C.UTF-8"]
    ) throws -> (ending: Child.Ending, text: String) {
        let (ending, output) = try Tram.finish(["explain"] + arguments, variables)
        return (ending, output.joined(separator: "\n"))
    }

    @Test(arguments: [
        ("comm/timeout", "en", timeout), ("COMM/Timeout", "vi", timeoutVietnamese),
        ("not-allowed", "en", group), ("not-allowed", "vi", groupVietnamese),
    ])
    func `an entry is shown whole`(code: String, language: String, expected: String) throws {
        let (ending, text) = try Self.run([code, "--lang", language])
        #expect(ending == .exit(0))
        #expect(text == expected)
    }

    @Test func `several codes, and one of several areas, come one after the other`() throws {
        let (ending, text) = try Self.run(["spool-full", "limit/high"])
        #expect(ending == .exit(0))
        let heads = text.split(separator: "\n").filter { $0.contains(": ") && $0.first != " " }
            .compactMap { $0.split(separator: ":").first }
        #expect(heads.filter { $0 == "spool-full" }.count == 2 && heads.contains("limit/high"))
    }

    @Test(arguments: [
        ("hub-refused-0x87", "hub-refused-0x87"), ("hub-refused-0x9F", "hub-refused-*"),
        ("errno-19", "errno-*"), ("SPOOL-IO-10", "spool-io-*"), ("errno-*", "errno-*"),
    ])
    func `a code with a number is found`(word: String, code: String) {
        #expect(CodeEntry.named(word).map(\.code) == [code])
    }

    @Test(arguments: [
        ("comm/timout", ["comm/timeout"]), ("fault/s", ["fault/span", "fault/sensor-fault"]),
        ("timeout", ["timeout-short", "timeout-long"]), ("garbled", ["comm/garbled"]),
        ("errno-x", ["errno-*"]), ("errno-", ["errno-*"]), ("zzzzzzzzz", []),
        (String(repeating: "a", count: 10_000), []),
    ])
    func `a word that is no code leads to those that are near`(word: String, near: [String]) {
        #expect(CodeEntry.named(word).isEmpty)
        #expect(Array(CodeEntry.near(word).prefix(max(1, near.count))) == near)
    }

    @Test func `an unknown code ends it with 2, behind what is known`() throws {
        let (ending, text) = try Self.run(["stale", "comm/timout"])
        #expect(ending == .exit(2))
        #expect(text.hasPrefix("stale: "))
        #expect(text.hasSuffix("no code is called \"comm/timout\"; did you mean comm/timeout?"))
    }

    @Test(arguments: ["en", "vi"]) func `without a code all are listed`(language: String) throws {
        let (ending, text) = try Self.run(["--lang", language])
        #expect(ending == .exit(0))
        let lines = text.split(separator: "\n")
        #expect(lines.count == CodeEntry.all.count + CodeArea.allCases.count)
        #expect(lines.allSatisfy { $0.count <= 80 })
    }

    @Test func `a console that is not UTF-8 gets letters without marks`() throws {
        let (_, text) = try Self.run(["comm/timeout", "--lang", "vi"], ["LANG": "C"])
        #expect(text.contains("  3. dao cuc A/B\n") && text.utf8.allSatisfy { $0 < 0x80 })
    }

    @Test(arguments: ["en", "vi"])
    func `scripts get the same facts in both languages`(language: String) throws {
        let (ending, text) = try Self.run(["comm/timeout", "--output", "json", "--lang", language])
        #expect(ending == .exit(0))
        let entries = try #require(try JSON(parsing: Array(text.utf8)).array)
        let entry = try #require(entries.first)
        #expect(entries.count == 1 && entry.text("code") == "comm/timeout")
        #expect(entry.text("area") == "quality")
        #expect(entry["next"] == .array([.string("tram scan BUS")]))
        #expect(entry["causes"]?.array?[2].text("vi") == "đảo cực A/B")
        #expect(entry["causes"]?.array?.count == 6 && entry["checks"]?.array?.count == 6)
        let lines = ExplainView(language: .english).lines(
            try #require(
                CodeEntry.all.first {
                    $0.code == "comm/timeout"
                }))
        for hint in (entry["causes"]?.array ?? []) + (entry["checks"]?.array ?? []) {
            #expect(lines.contains { $0.hasSuffix(" " + hint.text("en")) })
        }
    }

    @Test func `what help shows is what the command says`() throws {
        let help = try Self.run(["--help"]).text
        let shown = try Self.run(["port-busy"]).text
        for line in shown.split(separator: "\n") {
            #expect(help.contains(line.drop { $0 == " " }), "\(line)")
        }
    }
}
