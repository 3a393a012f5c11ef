// SPDX-License-Identifier: Apache-2.0
import Field

/// A disk as it may be found after the power has gone: put together from what a program asked of
/// the kernel. What was written after a file's last sync is there, or not, or in part; a name is as
/// it was at the folder's last sync, or as it became since.
struct CrashDisk {
    struct Step {
        var kind: Character
        var name: String
        var offset: Int
        var data: [UInt8]
    }

    private struct Node {
        var bytes: [UInt8] = []
        var waiting: [Step] = []
    }

    private var nodes: [Node] = []
    private var names: [String: Int] = [:]
    private var kept: [String: Int] = [:]
    private var changes: [Step] = []

    /// What a `SpoolChild` has recorded.
    static func steps(_ bytes: [UInt8]) -> [Step] {
        var steps: [Step] = []
        var at = 0
        func word(_ place: Int) -> UInt64 {
            (0..<8).reduce(0) { $0 | UInt64(bytes[at + 8 * place + $1]) << (8 * UInt64($1)) }
        }
        while at + 32 <= bytes.count {
            let kind = Character(Unicode.Scalar(UInt8(truncatingIfNeeded: word(0))))
            let (length, offset, count) = (Int(word(1)), Int(word(2)), Int(word(3)))
            at += 32
            guard at + length + count <= bytes.count else { break }
            let name = String(decoding: bytes[at..<at + length], as: UTF8.self)
            let data = Array(bytes[(at + length)..<(at + length + count)])
            steps.append(Step(kind: kind, name: name, offset: offset, data: data))
            at += length + count
        }
        return steps
    }

    private mutating func node(_ name: String) -> Int {
        if let known = names[name] { return known }
        nodes.append(Node())
        names[name] = nodes.count - 1
        return nodes.count - 1
    }

    mutating func take(_ step: Step) {
        switch step.kind {
        case "c":
            nodes.append(Node())
            names[step.name] = nodes.count - 1
            changes.append(step)
        case "w", "t": nodes[node(step.name)].waiting.append(step)
        case "s" where step.name == ".":
            kept = names
            changes = []
        case "s":
            let index = node(step.name)
            for waiting in nodes[index].waiting { Self.apply(waiting, to: &nodes[index].bytes) }
            nodes[index].waiting = []
            // A file that is synced has its name.
            if changes.contains(where: { $0.kind == "c" && $0.name == step.name }) {
                kept[step.name] = index
            }
        case "u":
            names[step.name] = nil
            changes.append(step)
        case "r":
            names[String(decoding: step.data, as: UTF8.self)] = names[step.name]
            names[step.name] = nil
            changes.append(step)
        default: break
        }
    }

    private static func apply(_ step: Step, to bytes: inout [UInt8]) {
        let end = step.offset + (step.kind == "w" ? step.data.count : 0)
        if bytes.count < end { bytes += [UInt8](repeating: 0, count: end - bytes.count) }
        if step.kind == "w" {
            bytes.replaceSubrange(step.offset..<end, with: step.data)
        } else {
            bytes.removeLast(bytes.count - end)
        }
    }

    /// One of the disks that there may be.
    func image(_ random: inout SplitMix) -> [String: [UInt8]] {
        // Names change in their order.
        let isAllKept = random.below(2) == 0
        return (isAllKept ? names : kept).mapValues { index in
            var bytes = nodes[index].bytes
            let chance = [0, 1, 2, 4][random.below(4)]
            for step in nodes[index].waiting {
                if chance > 0, random.below(chance) == 0 { continue }
                Self.apply(chance == 0 ? step : torn(step, &random), to: &bytes)
            }
            return bytes
        }
    }

    /// Some sectors of a write.
    private func torn(_ step: Step, _ random: inout SplitMix) -> Step {
        guard step.kind == "w", step.data.count > 512, random.below(4) == 0 else { return step }
        var step = step
        step.data.removeLast(step.data.count - 512 * (1 + random.below(step.data.count / 512)))
        return step
    }
}
