// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// An identification under way: question after question, how far it has come told on a terminal.
struct IdentifyRun {
    private(set) var identification: Identification
    private(set) var took = Nanoseconds.zero
    private let place: IdentifyPlace
    private let speed: SerialSpeed
    private let timeout: Nanoseconds
    private let screen: Screen
    /// Nothing is said while it goes on.
    private let isQuiet: Bool

    /// A question and its answer beside their time on a line, as most devices take it.
    private static let usualTurn = Nanoseconds.milliseconds(30)
    /// Until a connection that was given up is made again, on the average of a few.
    private static let usualPause = Nanoseconds.seconds(2)
    /// Their characters, as a rule.
    private static let usualCharacters = 30
    /// Half of the questions are not asked any more, once the others have parted the profiles.
    private static let usualShare = 2

    init(
        place: IdentifyPlace, _ identification: Identification, _ speed: SerialSpeed,
        _ timeout: Nanoseconds, screen: Screen, isQuiet: Bool
    ) {
        (self.place, self.identification, self.timeout) = (place, identification, timeout)
        (self.speed, self.screen, self.isQuiet) = (speed, screen, isQuiet)
    }

    mutating func ask(_ ask: (Question) throws -> Reply) rethrows {
        let began = Clock.now()
        introduce()
        let showsProgress = !isQuiet && Environment.isTerminal(1)
        let all = identification.atMost
        defer { if showsProgress { Environment.write("\r\u{1B}[K") } }
        while let question = identification.next() {
            if showsProgress { Environment.write("\r\u{1B}[K\(identification.asked)/\(all)") }
            identification.take(try ask(question))
        }
        took = Clock.now() - began
    }

    private func introduce() {
        guard !isQuiet else { return }
        let count = identification.atMost
        let words = Text(
            en: "at most \(count) questions: about \(usual) s, \(vain) s if nobody answers; "
                + "nothing is written",
            vi: "tối đa \(count) câu hỏi: khoảng \(usual) giây, nếu không ai trả lời \(vain) "
                + "giây; không ghi gì")
        for line in words(screen.language).wrapped { screen.line(line) }
    }

    /// Seconds until it is clear that nobody is there. A service gives what is not answered a
    /// fifth of its bus.
    private var vain: Int {
        let once = timeout + (place.isHost ? Self.usualPause : .zero)
        let all = once * Int64(identification.toFindNobody * (place.bus == nil ? 1 : 5))
        return max(1, Int(all.count / 1_000_000_000))
    }

    /// Seconds that the questions take where each is answered; a bus of the service has moments
    /// for them between its polls.
    var usual: Int {
        var once = Self.usualTurn
        if !place.isHost { once += speed.time(characters: Self.usualCharacters) }
        let all = once * Int64(identification.atMost / Self.usualShare)
        return max(1, Int(all.count / 1_000_000_000))
    }
}
