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
    static let mostGreetings = 6
    /// Questions in vain before the next stage begins.
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
    private var parts = 0
    private(set) var reads: [Int: Int] = [:]
    private let voids: [Table: UInt16]
    package private(set) var asked = 0

    package init(_ profiles: [Profile], unit: UInt8) {
        (self.profiles, self.unit) = (profiles, unit)
        voids = Self.voids(profiles)
    }

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
                if divides(order) || image.knows(order.question) { continue }
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
        if reply == .silence {
            silences += 1
            if silences >= Self.mostSilences { open = [] }
        }
        guard case .data(let data) = reply else {
            if order.suspect != nil { open.append(order) }
            return
        }
        go(on: order.question, data)
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
        case .read(.holding, let address, 2) where stage == .walk:
            guard case .words(let words) = image[.holding, Int(address)..<Int(address) + 2],
                let next = walk.follow(words, at: Int(address))
            else { return }
            open.append(Order(question: next))
        default: return
        }
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
        case .greet: Self.greetings(profiles)
        case .marks: Self.marks(profiles)
        case .walk: SunSpecWalk.questions
        case .first: Self.first(profiles)
        case .maps: []
        }
    }

    /// All profiles, in their order, with what has been answered so far.
    func candidates() -> [Candidate] {
        profiles.map { Candidate($0, unit: unit, image, walk.blocks, background) }
    }

    private func background(_ table: Table) -> Background {
        guard let address = voids[table] else { return .unknown }
        return Background(image[table, Int(address)..<Int(address) + 1])
    }
}
