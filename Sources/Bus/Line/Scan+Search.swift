// SPDX-License-Identifier: Apache-2.0
internal import Field

extension Scan {
    /// What its reads are made of.
    struct Source: Sendable {
        let points: [Point]
        /// Those that the round brings.
        let wanted: [Int]
        let largestRead: Int?

        func reads(_ map: LearnedMap) -> [Read] {
            let plan = ReadPlan(points: points, wanted, largestRead: largestRead, learned: map)
            return plan.requests.map { Read($0, of: points) }
        }

        /// Each of the holes alone; points that share their elements in one.
        func reads(alone holes: [LearnedMap.Hole]) -> [Read] {
            var reads: [Read] = []
            for hole in holes {
                let plan = ReadPlan(points: points, [hole.point], largestRead: largestRead)
                guard let request = plan.requests.first else { continue }
                let twin = reads.firstIndex { $0.request.isTwin(of: request) }
                if let twin {
                    let both = reads[twin].request.with(hole.point)
                    reads[twin] = Read(both, of: points)
                } else {
                    reads.append(Read(request, of: points))
                }
            }
            return reads
        }
    }

    /// What a device has taught of its map, as far as this round goes.
    struct Learning: Sendable {
        var map = LearnedMap()
        /// In this round.
        var search: HoleSearch?
        /// Everything was refused: what was not asked for since need not be divided again.
        var isHopeless = false
        /// When what was refused is asked for again, and how often it has been in vain.
        var retriesAt = Instant.never
        var attempt = 0
    }

    /// Most devices teach nothing: a word for each of them, not a dozen.
    indirect enum LearningBox: Sendable {
        case some(Learning)
    }

    /// Pauses between attempts at what was refused: a device that is starting may have it soon,
    /// one that has it never costs little.
    static let retryPauses = [Nanoseconds.seconds(60), .seconds(600), .seconds(3_600)]
    /// The last of them: once a day.
    static let longestRetry = Nanoseconds.seconds(86_400)
    /// Reads that are refused alone, before anything of the unit is answered: it is not the map.
    static let mostRefusals = 8

    var map: LearnedMap { learning?.map ?? LearnedMap() }
    var isHopeless: Bool { learning?.isHopeless ?? false }
    var isSearching: Bool { learning?.search != nil }
    var retriesAt: Instant { learning?.retriesAt ?? .never }

    /// What is not asked for in this round.
    var holes: [LearnedMap.Hole] { learning.map { $0.search?.known ?? $0.map.holes } ?? [] }
    /// Reads refused alone in it.
    var refusals: Int { learning?.search?.refusals ?? 0 }

    /// What was learned before this start: the device may be another one by now.
    mutating func remember(_ learned: LearnedMap, _ now: Instant) {
        guard let source else { return }
        let own = LearnedMap(
            holes: learned.holes.filter { source.wanted.contains($0.point) }, cuts: learned.cuts)
        guard !own.isEmpty else { return }
        learning = Learning(map: own, retriesAt: now + Self.retryPauses[0])
        set(source.reads(own))
    }

    /// Asks for all of it again in the round that begins: each hole alone, and across each cut.
    mutating func tryAgain(_ now: Instant) {
        guard let source else { return }
        let holes = map.holes
        set(source.reads(LearnedMap(holes: holes)) + source.reads(alone: holes))
        learning?.search = HoleSearch(knowing: LearnedMap())
        learning?.isHopeless = false
        learning?.retriesAt = .never
    }

    /// Puts the halves of a refused read in its place; false for what cannot be divided.
    mutating func divide(_ read: Int) -> Bool {
        guard let source, let (first, second) = reads[read].request.halves(of: source.points)
        else { return false }
        let cut = LearnedMap.Cut(table: second.table, address: second.address)
        search { $0.divided(read, $1, at: cut) }
        replace(read, Read(first, of: source.points), Read(second, of: source.points))
        return true
    }

    /// What cannot be divided is refused.
    mutating func refuse(_ read: Int, _ quality: Quality) {
        let points = reads[read].request.points
        search { search, _ in search.refused(read, points, quality) }
    }

    /// `body` gets the search, and how many reads there are.
    private mutating func search(_ body: (inout HoleSearch, Int) -> Void) {
        var learning = learning ?? Learning()
        var search = learning.search ?? HoleSearch(knowing: learning.map)
        body(&search, reads.count)
        learning.search = search
        self.learning = learning
    }

    /// The round is over. `isWhole`: each read was asked, and the unit has what nobody refuses;
    /// `isHopeless`: it has nothing. Whether anything was learned.
    mutating func conclude(isWhole: Bool, isHopeless: Bool, _ now: Instant) -> Bool {
        guard var learning, let search = learning.search, let source else { return false }
        let before = learning.map
        learning.search = nil
        if isWhole { learning.map = search.conclusion() }
        learning.isHopeless = learning.isHopeless || isHopeless
        let isNews = learning.map != before
        if isNews { learning.attempt = 0 }
        let pause =
            learning.attempt < Self.retryPauses.count
            ? Self.retryPauses[learning.attempt] : Self.longestRetry
        learning.attempt += 1
        learning.retriesAt = now + pause
        set(source.reads(learning.map))
        self.learning = learning.map.isEmpty && !learning.isHopeless ? nil : learning
        return isNews
    }
}

extension ReadRequest {
    fileprivate func isTwin(of other: Self) -> Bool {
        table == other.table && address == other.address && count == other.count
    }

    fileprivate func with(_ point: Int) -> Self {
        var both = self
        both.points.append(point)
        return both
    }
}
