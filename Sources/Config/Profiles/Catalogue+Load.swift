// SPDX-License-Identifier: Apache-2.0
internal import Field

/// A profile's file as it was read, and whose errors keep it from being a profile where its own
/// do not.
struct LoadedProfile {
    var outcome: Outcome<Profile>
    var blamed: String?
}

/// Reading profiles that extend others. What comes of one is the same whichever is asked for first:
/// the whole chain is looked at before anything of it is judged.
extension Catalogue {
    /// Reads a profile, and before it those that it extends.
    mutating func load(_ id: String) {
        var opened: [String: ProfileFile] = [:]
        let chain = chain(from: id, &opened)
        if chain.count > Self.depth { return finish(id, on: .tooDeep(chain), &opened) }
        if let next = chain.last.flatMap({ links[$0] }), let start = chain.firstIndex(of: next) {
            return finish(chain, circleAt: start, &opened)
        }
        for id in chain.reversed() where loaded[id] == nil { finish(id, on: base(of: id), &opened) }
    }

    /// A profile, then what each extends, up to one that extends none that is there, or none that
    /// is not in the chain already. One more than there may be is one too many.
    private mutating func chain(
        from id: String, _ opened: inout [String: ProfileFile]
    ) -> [String] {
        var chain = [id]
        while let last = chain.last, chain.count <= Self.depth {
            let next = link(of: last, &opened)
            guard !next.isEmpty, extendedPath(of: next) != nil, !chain.contains(next) else { break }
            chain.append(next)
        }
        return chain
    }

    private mutating func link(
        of id: String, _ opened: inout [String: ProfileFile]
    ) -> String {
        if let known = links[id] { return known }
        let file = ProfileFile(at: path(of: id) ?? id)
        opened[id] = file
        let link = file.base ?? ""
        links[id] = link
        return link
    }

    /// All whose chain ends in one circle: its first member by name tells of it.
    private mutating func finish(
        _ chain: [String], circleAt start: Int, _ opened: inout [String: ProfileFile]
    ) {
        let members = chain[start...]
        guard let teller = members.min(), let first = members.firstIndex(of: teller) else { return }
        finish(teller, on: .circle(Array(members[first...] + members[..<first])), &opened)
        for id in chain where id != teller {
            finish(id, on: .broken, &opened)
            loaded[id]?.blamed = members.contains(id) ? teller : links[id]
        }
    }

    /// What a profile extends, which was read before it.
    private func base(of id: String) -> BaseProfile {
        guard let base = links[id], !base.isEmpty else { return .none }
        guard let outcome = loaded[base]?.outcome else {
            return .unknown(near: nearest(base, of: ids))
        }
        return outcome.value.map { .found($0) } ?? .broken
    }

    private mutating func finish(
        _ id: String, on base: BaseProfile, _ opened: inout [String: ProfileFile]
    ) {
        guard loaded[id] == nil else { return }
        var file = opened.removeValue(forKey: id) ?? ProfileFile(at: path(of: id) ?? id)
        let outcome = file.outcome(on: base)
        let blamed: String? = if case .broken = base { links[id] } else { nil }
        loaded[id] = LoadedProfile(outcome: outcome, blamed: blamed)
    }
}
