// SPDX-License-Identifier: Apache-2.0

extension Auditor {
    /// What a topic says: `<root>/<area>/<domain>/<site>/<gateway>/<device>/<channel>`.
    struct Place {
        enum Channel: Hashable {
            case stream(Stream)
            case history, gap, meta, state, custody
            /// Of ours, with nothing to count.
            case other

            /// Whether the hub keeps its last message.
            var isRetained: Bool {
                switch self {
                case .meta, .state, .custody, .other: true
                case .stream, .history, .gap: false
                }
            }
        }

        /// A level of a topic: the id of a command is the longest.
        private static let longestLevel = 36
        private static let longestTopic = 1_024

        let root: String
        let gateway: String
        /// Of a custody message the device that it speaks of.
        let device: String
        let channel: Channel

        var problemPlace: AuditProblem.Place {
            let stream: Stream? = if case .stream(let stream) = channel { stream } else { nil }
            return AuditProblem.Place(
                root: root, gateway: gateway, device: device == "-" ? "" : device, stream: stream)
        }

        /// nil for a topic that is none of ours.
        init?(_ topic: String) throws(Flaw) {
            guard topic.utf8.count <= Self.longestTopic else { return nil }
            let levels = topic.split(separator: "/", omittingEmptySubsequences: false)
            guard levels.count == 7 || levels.count == 8,
                let channel = Self.channel(levels[6], depth: levels.count)
            else { return nil }
            guard levels.prefix(5).allSatisfy({ Self.isLevel($0) && $0 != "-" }),
                Self.isLevel(levels[5]), levels.count == 7 || Self.isLevel(levels[7]),
                Self.fits(channel, domain: levels[2], device: levels[5])
            else { throw .topic }
            root = String(levels[0])
            gateway = String(levels[4])
            device = String(channel == .custody ? levels[7] : levels[5])
            self.channel = channel
        }

        private static func channel(_ word: Substring, depth: Int) -> Channel? {
            if depth == 8 {
                return word == "custody" ? .custody : word == "cmd" || word == "ack" ? .other : nil
            }
            switch word {
            case "hist": return .history
            case "gap": return .gap
            case "meta": return .meta
            case "state": return .state
            case "status": return .other
            default: return Stream(name: word).map(Channel.stream)
            }
        }

        /// What is the gateway's own stands under `sys` and `-`, the rest under a device.
        private static func fits(
            _ channel: Channel, domain: Substring, device: Substring
        ) -> Bool {
            switch channel {
            case .state, .custody: domain == "sys" && device == "-"
            case .stream, .history, .meta: domain != "sys" && device != "-"
            case .gap, .other: true
            }
        }

        static func isLevel(_ level: some StringProtocol) -> Bool {
            1...longestLevel ~= level.utf8.count
                && level.utf8.allSatisfy { byte in
                    switch byte {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"),
                        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                        true
                    default: false
                    }
                }
        }
    }
}
