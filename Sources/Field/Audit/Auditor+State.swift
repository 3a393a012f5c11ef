// SPDX-License-Identifier: Apache-2.0

extension Auditor {
    /// A gateway's birth, its later words, or its will.
    mutating func takeState(_ content: JSON, _ gateway: Int, isRetained: Bool) throws(Flaw) {
        guard let name = content.name("epoch") else { throw .epoch }
        guard let isOnline = content["online"]?.bool, let session = content["session"]?.integer,
            session >= 0
        else { throw .state }
        let known = gateways[gateway]
        let current = known.current.map { known.epochs[$0] }
        let isCurrent = current?.id == name
        // A gateway that could keep nothing for a while had an epoch for that, and goes on with
        // the one it had before.
        let past = known.epochs.first { $0.id == name && $0.isTold && !isCurrent }
        let isPast = past.map { session <= $0.session } ?? false
        let isOlder = isPast || isCurrent && session < current?.session ?? 0
        let what = "session \(session), \(name)"
        if !isOnline, current != nil, isOlder || !isCurrent || session != current?.session {
            // It counts only for the session that we know of; one of an earlier may come late.
            if isOlder { return gateways[gateway].lateWills += 1 }
            return problems.note(.willUnknown, place(ofGateway: gateway), what)
        }
        if isOlder { return problems.note(.sessionBack, place(ofGateway: gateway), what) }
        if !isCurrent { try begin(name, gateway) }
        if isOnline, !isCurrent || session > current?.session ?? 0 {
            gateways[gateway].births += 1
            let birth = content["ts"]?.integer.flatMap { 0..<Self.numberEnd ~= $0 ? $0 : nil }
            gateways[gateway].birth = isRetained ? nil : birth
        }
        if let index = gateways[gateway].current {
            gateways[gateway].epochs[index].session = session
            try takeProduced(content["produced"], gateway, index, isRetained)
        }
        gateways[gateway].isOnline = isOnline
    }

    private func place(ofGateway gateway: Int) -> AuditProblem.Place {
        AuditProblem.Place(root: gateways[gateway].root, gateway: gateways[gateway].id)
    }

    private mutating func begin(_ name: String, _ gateway: Int) throws(Flaw) {
        let epoch = try epochIndex(gateway, name)
        let isKnown = gateways[gateway].epochs[epoch].isTold
        gateways[gateway].epochs[epoch].isTold = true
        if gateways[gateway].current != nil, !isKnown {
            // It is new since the one before: nothing of it can have come before we listened.
            gateways[gateway].epochs[epoch].isWatched = true
        }
        if gateways[gateway].current != nil {
            problems.note(.epochChanged, place(ofGateway: gateway), name)
        }
        gateways[gateway].current = epoch
    }

    /// The highest number that each stream of each device was given: `{"aq-1":{"live":48213,…}}`.
    /// Members that are no objects are the gateway's own sums.
    private mutating func takeProduced(
        _ produced: JSON?, _ gateway: Int, _ epoch: Int, _ isRetained: Bool
    ) throws(Flaw) {
        for member in produced?.members ?? [] {
            guard member.value.members != nil else { continue }
            guard Place.isLevel(member.key), member.key != "-" else { throw .state }
            if isPartial, !isKnown(member.key, of: gateway) { continue }
            let device = try deviceIndex(gateway, member.key)
            for stream in Stream.allCases {
                guard let word = member.value[stream.name] else { continue }
                guard let number = word.integer, 0..<Self.numberEnd ~= number else { throw .seq }
                let index = try seriesIndex(device, stream, epoch)
                series[index].told = max(series[index].told, UInt64(number))
                // What came before a kept state was told is nothing to us.
                if !isRetained, series[index].lowest == nil, series[index].floor == nil {
                    series[index].floor = UInt64(number)
                }
            }
        }
    }

    /// What the hub says that it has stored: numbers up to there were given, whoever holds them.
    mutating func takeCustody(_ content: JSON, _ gateway: Int, _ place: Place) throws(Flaw) {
        guard let name = content.name("epoch") else { throw .epoch }
        let device = try deviceIndex(gateway, place.device)
        let epoch = try epochIndex(gateway, name)
        for stream in Stream.allCases {
            guard let word = content[stream.name] else { continue }
            guard let number = word.integer, 0..<Self.numberEnd ~= number else { throw .custody }
            if number == 0 { continue }
            let index = try seriesIndex(device, stream, epoch)
            series[index].told = max(series[index].told, UInt64(number))
        }
    }
}
