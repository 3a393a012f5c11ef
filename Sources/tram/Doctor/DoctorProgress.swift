// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// How far it has come, on a terminal; nothing in a pipe.
struct DoctorProgress {
    private let screen: Screen
    private let isShown: Bool
    private var all = 0
    private var done = 0

    init(_ screen: Screen, isQuiet: Bool) {
        self.screen = screen
        isShown = !isQuiet && Environment.isTerminal(1)
    }

    /// So many requests are to be made, which may take so long.
    mutating func begin(_ requests: Int, _ time: Nanoseconds) {
        all = requests
        let seconds = max(1, Int(time.count / 1_000_000_000))
        guard isShown, requests > 0 else { return }
        screen.say(
            Text(
                en: "at most \(requests.of("question")), about \(seconds) s if nobody answers; "
                    + "nothing is written",
                vi: "tối đa \(requests) câu hỏi, khoảng \(seconds) giây nếu không ai trả lời; "
                    + "không ghi gì"))
    }

    mutating func step(_ what: String) {
        done += 1
        show("\(min(done, all))/\(all)  \(what)")
    }

    func show(_ words: String) {
        guard isShown else { return }
        Environment.write("\r\u{1B}[K" + screen.shown(words.printable(columns: 70)))
    }

    func end() {
        if isShown { Environment.write("\r\u{1B}[K") }
    }
}
