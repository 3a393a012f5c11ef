// SPDX-License-Identifier: Apache-2.0

/// Finds out which profile a device has, by asking it: without I/O and without a clock. The caller
/// takes a question, asks it, hands over the reply, until there is no question left.
///
/// Whether it is there comes first, then what it says of itself, the marks of all profiles,
/// SunSpec's blocks, one point of each profile, at last the maps of those that fit best.
package struct Identification: Sendable {
    enum Stage: Int, CaseIterable {
        case greet, describe, background, marks, walk, first, maps
    }

    /// One question, and the points of a suspect that it is to bring.
    struct Order {
        var question: Question
        var suspect: Suspect?
    }

    /// A profile whose map is read, and the request of its plan.
    struct Suspect {
        var profile: Int
        var request: ReadRequest
    }

    /// Questions altogether.
    package static let mostQuestions = 320
    /// Questions that one who is there may leave unanswered, all of them, and is taken for absent.
    package static let mostGreetings = 32
    /// … over Modbus TCP, where each costs the connection, and gateways mostly answer for a unit.
    package static let mostOverTCP = 6
    /// Questions in vain before the next stage begins, or the next suspect's map.
    package static let mostSilences = 8
    /// Profiles whose maps are read …
    static let mostSuspects = 6
    /// … and how many questions each of them gets.
    static let mostReads = 16
    /// Objects of function 43/14 are asked for so many times.
    static let mostParts = 4

    let profiles: [Profile]
    let unit: UInt8
    private(set) var image = DeviceImage()
    private(set) var walk = SunSpecWalk()
    private var stage: Stage?
    var open: [Order] = []
    private var current: Order?
    private var silences = 0
    /// By profile, questions of its map in vain.
    private var unanswered: [Int: Int] = [:]
    private var parts = 0
    private(set) var reads: [Int: Int] = [:]
    private let voids: [Table: UInt16]
    private let greetings: [Question]
    package private(set) var asked = 0

    /// `greetings`: the most that find out whether anybody is there.
    package init(
        _ profiles: [Profile], unit: UInt8, greetings most: Int = Identification.mostGreetings
    ) {
        (self.profiles, self.unit) = (profiles, unit)
        voids = Self.voids(profiles)
        greetings = Array(Self.greetings(profiles).prefix(most))
    }

    /// Questions that nobody answers where nobody is.
    package var toFindNobody: Int { greetings.count }

    /// Questions at the most, for an estimate; most devices need far fewer.
    package var atMost: Int {
        let fixed = Stage.allCases.filter { $0 != .maps }.reduce(0) { $0 + orders(of: $1).count }
        let found = SunSpecWalk.mostBlocks + Self.mostParts + Self.mostSuspects * Self.mostReads
        return min(Self.mostQuestions, fixed + found)
    }

    /// What to ask next, nil at the end.
    package mutating func next() -> Question? {
        while asked < Self.mostQuestions {
            while let order = open.popLast() {
                if divides(order) { continue }
                if image.knows(order.question) {
                    if stage == .walk { follow(order.question) }
                    continue
                }
                if let suspect = order.suspect { reads[suspect.profile, default: 0] += 1 }
                asked += 1
                current = order
                return order.question
            }
            guard let following = following() else { break }
            stage = following
            silences = 0
            open = orders(of: following).reversed()
        }
        current = nil
        return nil
    }

    /// Takes what came of the question.
    package mutating func take(_ reply: Reply) {
        guard let order = current else { return }
        current = nil
        image.take(reply, to: order.question)
        if stage == .greet, image.isThere { open = [] }
        switch reply {
        case .data(let data): go(on: order.question, data)
        case .exception: if order.suspect != nil { open.append(order) }
        case .silence: giveUp(order)
        }
    }

    /// Of what is not answered several times, the rest is not asked for.
    private mutating func giveUp(_ order: Order) {
        guard let profile = order.suspect?.profile else {
            silences += 1
            if stage != .greet, silences >= Self.mostSilences { open = [] }
            return
        }
        unanswered[profile, default: 0] += 1
        guard unanswered[profile, default: 0] >= Self.mostSilences else { return }
        open.removeAll { $0.suspect?.profile == profile }
    }

    /// What an answer leads to.
    private mutating func go(on question: Question, _ data: [UInt8]) {
        switch question {
        case .describe(.objects):
            parts += 1
            guard parts < Self.mostParts, let next = DeviceObjects(parsing: data)?.next else {
                return
            }
            open.append(Order(question: .describe(.objects(from: next))))
        default: if stage == .walk { follow(question) }
        }
    }

    /// From what stands there to the next block.
    private mutating func follow(_ question: Question) {
        guard case .read(.holding, let address, 2) = question,
            case .words(let words) = image[.holding, Int(address)..<Int(address) + 2],
            let next = walk.follow(words, at: Int(address))
        else { return }
        open.append(Order(question: next))
    }

    /// The next stage, nil after the last, and where nobody is there.
    private func following() -> Stage? {
        guard let stage else { return .greet }
        if !image.isThere { return nil }
        // Who has a mark of its own needs no other profile to be tried.
        if stage == .walk, candidates().contains(where: \.isMarked) { return .maps }
        return Stage(rawValue: stage.rawValue + 1)
    }

    private func orders(of stage: Stage) -> [Order] {
        if stage == .maps { return maps() }
        return questions(of: stage).map { Order(question: $0) }
    }

    private func questions(of stage: Stage) -> [Question] {
        switch stage {
        case .describe: Self.descriptions(profiles)
        case .background:
            voids.sorted { $0.value < $1.value }.map { .read($0.key, address: $0.value, count: 1) }
        case .greet: greetings
        case .marks: Self.marks(likelyFirst.joined())
        case .walk: SunSpecWalk.questions
        case .first: likelyFirst.flatMap { Self.first($0) }
        case .maps: []
        }
    }

    /// Profiles that have what was answered, then the others: who is silent beyond its map leaves
    /// only a few of their questions to be asked.
    private var likelyFirst: [[Profile]] {
        let all = candidates()
        let likely = all.filter { $0.points.plausible + $0.points.empty > 0 }
        let others = all.filter { $0.points.plausible + $0.points.empty == 0 }
        return [likely.map(\.profile), others.map(\.profile)]
    }

    /// All profiles, in their order, with what has been answered so far.
    func candidates() -> [Candidate] {
        profiles.map { Candidate($0, unit: unit, image, walk, background) }
    }

    private func background(_ table: Table) -> Background {
        guard let address = voids[table] else { return .unknown }
        return Background(image[table, Int(address)..<Int(address) + 1])
    }
}
