// SPDX-License-Identifier: Apache-2.0
internal import Field

/// A changed configuration on its way into the running service.
struct Reload {
    enum Phase {
        /// Streams that are new get their numbers.
        case reserving
        /// Lines that change come to rest.
        case resting
    }

    let settings: Agent.Settings
    let changes: ReloadChanges
    /// Of the requests that it answers, the last.
    let number: UInt64
    private(set) var phase = Phase.reserving
    /// When it goes on whatever has become of that.
    private(set) var deadline: Instant

    /// For numbers: a disk that stands still must not keep the service from what is wanted; what
    /// has no number meanwhile is declared.
    static let reserving = Nanoseconds.seconds(5)
    /// For answers that are awaited. A device that may take longer than that is not waited for.
    static let resting = Nanoseconds.seconds(15)

    init(
        _ settings: Agent.Settings, _ changes: ReloadChanges, upTo number: UInt64, at now: Instant
    ) {
        (self.settings, self.changes, self.number) = (settings, changes, number)
        deadline = now + Self.reserving
    }

    mutating func rest(from now: Instant) {
        (phase, deadline) = (.resting, now + Self.resting)
    }
}

/// What differs between two configurations.
struct ReloadChanges: Hashable {
    struct Names: Hashable {
        var added: [String] = []
        var changed: [String] = []
        var removed: [String] = []
        var kept = 0

        var isEmpty: Bool { added.isEmpty && changed.isEmpty && removed.isEmpty }
    }

    private(set) var lines = Names()
    private(set) var devices = Names()
    /// Gateway, hub or storage: everything begins anew.
    private(set) var isWhole = false

    init(_ old: Configuration, _ new: Configuration) {
        lines = Names(old.lines, new.lines, \.id)
        devices = Names(old.devices, new.devices, \.id)
        isWhole =
            old.gateway != new.gateway || old.hub != new.hub || old.storage != new.storage
    }

    mutating func makeWhole() { isWhole = true }

    /// Lines that are to rest before they go on as something else, or not at all.
    var restless: Set<String> { Set(lines.changed + lines.removed) }

    /// `changes`: whether anything differs.
    func write(_ writer: inout JSONWriter) {
        writer.key("everything")
        writer.bool(isWhole)
        for (name, names) in [("buses", lines), ("devices", devices)] {
            writer.key(name)
            writer.beginObject()
            writer.names("added", names.added)
            writer.names("changed", names.changed)
            writer.names("removed", names.removed)
            writer.member("kept", names.kept)
            writer.endObject()
        }
    }

    /// For the log.
    var text: String {
        if isWhole { return "gateway, hub or storage have changed: everything begins anew" }
        if lines.isEmpty, devices.isEmpty { return "no bus and no device has changed" }
        return "\(devices.text) devices; \(lines.text) buses"
    }
}

extension ReloadChanges.Names {
    fileprivate init<Element: Equatable>(
        _ old: [Element], _ new: [Element], _ name: (Element) -> String
    ) {
        let before = Dictionary(old.map { (name($0), $0) }, uniquingKeysWith: { $1 })
        let now = Set(new.map(name))
        for one in new {
            switch before[name(one)] {
            case nil: added.append(name(one))
            case .some(let known) where known == one: kept += 1
            case .some: changed.append(name(one))
            }
        }
        removed = old.map(name).filter { !now.contains($0) }
    }

    fileprivate var text: String {
        "\(added.count) added, \(changed.count) changed, \(removed.count) removed, \(kept) kept"
    }
}
