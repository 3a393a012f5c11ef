// SPDX-License-Identifier: Apache-2.0
import Agent
import Field
import Hub
import Spool

/// The hub tells what it has stored, truly or not, loses records, and asks for them again: once,
/// and with the same command again, also after the process has died.
extension World {
    /// A replay as it was asked for.
    struct Asked {
        let id: String
        let payload: [UInt8]
        /// Records that the hub had lost then, and how often each.
        let lost: [SimulatedHub.Name: Int]
        /// The process that it came to last, and whether that refused it at once.
        var life: Int
        var isRefused: Bool
    }

    mutating func ask() {
        guard isUp else { return }
        switch below(6) {
        case 0: tellCustody(isHonest: true)
        case 1: tellCustody(isHonest: false)
        case 2, 3: askForReplay()
        case 4: repeatCommand()
        default: loseRecords()
        }
    }

    /// What it asks for when nothing else is in the way.
    mutating func askAtTheEnd() {
        loseRecords()
        for _ in 0..<3 { askForReplay() }
    }

    private mutating func tellCustody(isHonest: Bool) {
        let device = Self.names[below(Self.names.count)]
        let numbers = Stream.allCases.map { stream in
            let number =
                isHonest
                ? hub.custody(of: device, stream.name, epoch: "e0")
                : UInt64(below(2) == 0 ? below(200) : 1 << 40)
            return "\"\(stream.name)\":\(number)"
        }
        let epoch = isHonest || below(2) == 0 ? "e0" : "e9"
        let payload = "{\"v\":1,\"epoch\":\"\(epoch)\",\(numbers.joined(separator: ","))}"
        pump.take(received("custody/\(device)", Array(payload.utf8)), at: now)
    }

    private func received(_ end: String, _ payload: [UInt8], retain: Bool = false) -> Received {
        Received(
            topic: "danang/haichau/sys/bts-1/gw-1/-/" + end, payload: payload, retain: retain,
            qos: 1)
    }

    private mutating func askForReplay() {
        let id = "c-\(asked.count)"
        let device = Self.names[below(Self.names.count)]
        let stream = Stream.allCases[below(3)]
        let low = UInt64(1 + below(60))
        let high = low + UInt64(below(below(3) == 0 ? 2_000 : 40))
        let payload = """
            {"v":1,"id":"\(id)","cmd":"replay","args":{"device":"\(device)",\
            "stream":"\(stream.name)","ranges":[[\(low),\(high)]]},\
            "expires":\(now.wall.milliseconds + 3_600_000)}
            """
        let lost = hub.lost.filter {
            $0.device == device && $0.stream == stream.name && low...high ~= $0.number
        }
        let losses = Dictionary(uniqueKeysWithValues: lost.map { ($0, hub.losses[$0] ?? 0) })
        asked.append(
            Asked(
                id: id, payload: Array(payload.utf8), lost: losses, life: lives,
                isRefused: false))
        send(asked.count - 1)
    }

    /// A command is begun once, whoever begins it.
    private mutating func repeatCommand() {
        guard !asked.isEmpty else { return }
        let place = below(asked.count)
        let id = asked[place].id
        let isKnown = hub.hasDone(id) || spool.commands.contains { $0.id == id }
        let code = send(place)
        // Whether it has expired cannot be known without a time.
        let isSeen = code == "seen" || !now.isTrusted && code == "clock-unsynced"
        check(!isKnown || isSeen, "\(id) came again and was answered \(code ?? "later")")
    }

    /// What it is answered at once, if it is.
    @discardableResult
    private mutating func send(_ place: Int) -> String? {
        _ = pump.takeCommandEntries()
        let one = asked[place]
        let isRetained = below(20) == 0
        pump.take(received("cmd/\(one.id)", one.payload, retain: isRetained), at: now)
        let code = pump.takeCommandEntries().entries.last?.code
        if code == nil { (asked[place].life, asked[place].isRefused) = (lives, false) }
        if code != nil, code != "seen" { asked[place].isRefused = true }
        check(!isRetained || code == "retained", "a retained command is refused")
        return isRetained ? "seen" : code
    }

    private mutating func loseRecords() {
        let all = hub.held.keys.sorted {
            ($0.device, $0.stream, $0.number) < ($1.device, $1.stream, $1.number)
        }
        guard !all.isEmpty else { return }
        let start = below(all.count)
        for name in all[start...].prefix(1 + below(12)) { hub.lose(name) }
    }

    /// What was begun and could be ended was answered, and what is said to be done is done.
    mutating func judgeAnswers() {
        for one in asked {
            let answers = hub.answers[one.id] ?? []
            // A process that died before the disk had it has left nothing of it.
            let isForgotten = one.life < lives && !spool.commands.contains { $0.id == one.id }
            check(
                one.isRefused || isForgotten || answers.contains { $0["code"] != nil },
                "\(one.id) was never answered")
            guard let done = answers.first(where: { $0["ok"]?.bool == true }),
                done["result"]?["refused"] == nil
            else { continue }
            for (name, losses) in one.lost where hub.losses[name] == losses {
                check(
                    hub.held[name] != nil || hub.declared.contains(name),
                    "\(one.id) is done, and \(name) is neither held nor declared")
            }
        }
    }

    /// Replays that were carried out to their end.
    var replaysDone: Int { asked.count { hub.hasDone($0.id) } }
}
