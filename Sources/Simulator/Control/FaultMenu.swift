// SPDX-License-Identifier: Apache-2.0
package import Field

/// Obeys commands of one line each, as people type them and as programs send them:
///
///     unplug DEVICE · plug DEVICE · break LINE · mend LINE
///     fault DEVICE KIND [SHARE] · well DEVICE · list · help · quit
///
/// A command may be shortened to its first letter (`x` is unplug's), a device or line may be
/// called by its number in the list.
package struct FaultMenu: Sendable {
    /// What came of a command.
    package enum Answer: Hashable, Sendable {
        case done(Text)
        case refused(Text)
        case list
        case help
        case quit
        /// An empty line.
        case nothing
    }

    /// The longest line that is looked at, in bytes.
    package static let longestLine = 1_024

    package let control: SiteControl

    package init(_ control: SiteControl) { self.control = control }

    package func obey(_ line: String) -> Answer {
        let words = line.utf8.count > Self.longestLine ? [] : Self.words(line)
        guard let command = words.first else {
            return line.allSatisfy(\.isWhitespace) ? .nothing : .refused(Self.unknown(line))
        }
        let rest = Array(words.dropFirst())
        switch command {
        case "list", "l": return .list
        case "help", "h", "?": return .help
        case "quit", "q": return .quit
        case "break", "b": return switchLine(rest, isOn: false)
        case "mend", "m": return switchLine(rest, isOn: true)
        case "unplug", "x": return plug(rest, isIn: false)
        case "plug", "p": return plug(rest, isIn: true)
        case "well", "w": return heal(rest)
        case "fault", "f": return inject(rest)
        default: return .refused(Self.unknown(command))
        }
    }

    private static func words(_ line: String) -> [String] {
        line.split(whereSeparator: \.isWhitespace).map(String.init)
    }

    private func plug(_ words: [String], isIn: Bool) -> Answer {
        with(words, atMost: 1) { device in
            control.plug(device, isIn)
            return .done(
                isIn
                    ? Text(en: "\(device.id) is plugged in", vi: "đã cắm lại \(device.id)")
                    : Text(en: "\(device.id) is unplugged", vi: "đã rút \(device.id)"))
        }
    }

    private func heal(_ words: [String]) -> Answer {
        with(words, atMost: 1) { device in
            control.heal(device)
            return .done(
                Text(en: "\(device.id) is well", vi: "\(device.id) hoạt động bình thường"))
        }
    }

    private func inject(_ words: [String]) -> Answer {
        with(words, atMost: 3) { device in
            guard words.count >= 2, let fault = InjectedFault(rawValue: words[1]) else {
                return .refused(Self.unknownFault(words.count >= 2 ? words[1] : ""))
            }
            guard let share = words.count == 3 ? Double(words[2]) : 1, (0...1).contains(share)
            else {
                return .refused(
                    Text(
                        en: "a share is 0 to 1, found \(words[2])",
                        vi: "tỷ lệ phải từ 0 đến 1, đang là \(words[2])"))
            }
            control.inject(Injection(fault, share: share), into: device)
            return .done(
                Text(
                    en: "\(device.id): \(fault.rawValue) \(share) (\(fault.text.en))",
                    vi: "\(device.id): \(fault.rawValue) \(share) (\(fault.text.vi))"))
        }
    }

    /// Finds the device that the first word names.
    private func with(
        _ words: [String], atMost limit: Int, _ body: (SiteControl.NamedDevice) -> Answer
    ) -> Answer {
        guard let name = words.first, words.count <= limit else {
            return .refused(Self.wanted("DEVICE", "thiết bị", control.devices.map(\.id)))
        }
        let named = control.devices.first { $0.id == name }
        guard let device = named ?? Self.numbered(name, control.devices) else {
            return .refused(
                Self.missing("device", "thiết bị", name, control.devices.map(\.id)))
        }
        return body(device)
    }

    private func switchLine(_ words: [String], isOn: Bool) -> Answer {
        guard let name = words.first, words.count == 1 else {
            return .refused(Self.wanted("LINE", "đường truyền", control.lines.map(\.id)))
        }
        let named = control.lines.first { $0.id == name }
        guard let line = named ?? Self.numbered(name, control.lines) else {
            return .refused(
                Self.missing("line", "đường truyền", name, control.lines.map(\.id)))
        }
        do throws(SimulatorFault) {
            if isOn { try control.mend(line) } else { try control.cut(line) }
        } catch {
            return .refused(Text(en: "\(line.id): \(error)", vi: "\(line.id): \(error)"))
        }
        return .done(
            isOn
                ? Text(en: "\(line.id) is mended", vi: "đã nối lại \(line.id)")
                : Text(en: "\(line.id) is broken", vi: "đã ngắt \(line.id)"))
    }

    private static func numbered<Item>(_ name: String, _ items: [Item]) -> Item? {
        guard let number = Int(name), number >= 1, number <= items.count else { return nil }
        return items[number - 1]
    }
}
