// SPDX-License-Identifier: Apache-2.0
import Field

@testable import tram

/// Made-up answers of a service.
enum WatchRounds {
    static let now: Int64 = 1_795_215_192_692

    static func json(_ text: String) -> JSON {
        do {
            return try JSON(parsing: Array(text.utf8), limits: ServiceClient.limits)
        } catch {
            preconditionFailure("\(error): \(text)")
        }
    }

    /// A gateway of three buses, `seconds` after its start.
    static func status(_ seconds: Int64 = 100, busy: Int64 = 22_940) -> JSON {
        json(
            """
            {"gateway":{"id":"gw-1","area":"haichau","site":"bts-0457",
            "running":\(seconds * 1_000)},
            "clock":{"trusted":true},"hub":{"id":"city","up":true,"session":12},
            "spool":{"durable":true,"used":12500000,"size":512000000,"waiting":120},
            "buses":[{"id":"rs485-1","open":true,"busy":\(busy)},
            {"id":"yard","open":false,"busy":0,"fault":{"code":"port-missing"}},
            {"id":"roof","open":true,"busy":90}],
            "devices":[],"alarms":[{"device":"meter-1","point":"voltage","code":"limit/high"}]}
            """)
    }

    /// A page of devices at a moment.
    static func page(_ devices: String, at time: Int64 = now) -> JSON {
        json("{\"config\":\"c0\",\"utc\":\(time),\"devices\":[\(devices)]}")
    }

    static func device(_ id: String, _ points: String, state: String = "online") -> String {
        "{\"id\":\"\(id)\",\"bus\":\"rs485-1\",\"state\":\"\(state)\",\"points\":[\(points)]}"
    }

    static func point(
        _ name: String, _ value: String, _ more: String = "", quality: String = "good",
        age: Int64 = 200
    ) -> String {
        #"{"name":"\#(name)","value":\#(value),"quality":"\#(quality)","age":\#(age)\#(more)}"#
    }

    static let voltage = #","unit":"V","en":"Voltage","vi":"Điện áp""#
    static let power = #","unit":"W","en":"Active power","vi":"Công suất tác dụng""#

    /// One round, a second after the one before.
    static func round(_ number: Int64) -> WatchAnswer {
        let volts = 230.51625 + Double(number)
        let meter = device(
            "meter-1",
            point("voltage", "\(volts)", voltage) + ","
                + point("active_power", "-1234.5678", power, quality: "suspect/range"))
        let rest = [
            device(
                "meter-2",
                point("voltage", "null", voltage, quality: "comm/timeout")
                    + #",{"name":"active_power"}"#, state: "offline"),
            device("door-12345678901", point("open", "true", age: 7_200_000)),
            device("empty", "", state: "unknown"),
        ]
        let time = now + number * 1_000
        return WatchAnswer(
            pages: [page(meter, at: time), page(rest.joined(separator: ","), at: time)],
            status: status(100 + number, busy: 22_940 + number * 305))
    }

    /// What is known after so many rounds.
    static func board(_ rounds: Int64 = 5) -> WatchBoard {
        var board = WatchBoard()
        for number in 0..<rounds { _ = board.take(round(number), at: now + number * 1_000) }
        return board
    }

    /// Devices of so many points each.
    static func board(devices: Int, points: Int) -> WatchBoard {
        let all = (0..<devices).map { number in
            device(
                "d-\(number)", (0..<points).map { point("p\($0)", "\($0)") }.joined(separator: ","))
        }
        var board = WatchBoard()
        _ = board.take(
            WatchAnswer(pages: [page(all.joined(separator: ","))], status: status()), at: now)
        return board
    }
}
