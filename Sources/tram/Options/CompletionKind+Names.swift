// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Config
internal import Field
internal import Host

/// What a word may become when the shell asks for it. Where something cannot be read there is
/// nothing: a prompt is no place for errors.
extension CompletionKind {
    static let yaml = file(extensions: ["yaml"])
    static let bauds = list(["2400", "4800", "9600", "19200", "38400", "57600", "115200"])
    static let modes = list(["8N1", "8E1", "8O1", "8N2"])
    static let domains = list(["energy", "env", "water", "sys"])
    static let orders = list(["AB", "BA", "ABCD", "CDAB", "BADC", "DCBA"])

    static let buses = custom { words, _, _ in lines(words).map(\.id) }
    static let devices = custom { words, _, _ in lines(words).flatMap(\.devices).map(\.id) }
    /// A device, or a bus with the colon before its unit.
    static let devicesAndBuses = custom { words, _, _ in
        let lines = lines(words)
        return lines.flatMap(\.devices).map(\.id) + lines.map { $0.id + colon }
    }
    static let busesAndDevices = custom { words, _, _ in
        let lines = lines(words)
        return lines.map(\.id) + lines.flatMap(\.devices).map(\.id)
    }
    static let ports = custom { _, _, _ in portNames }
    static let busesAndPorts = custom { words, _, _ in lines(words).map(\.id) + portNames }
    static let units = custom { words, _, _ in lines(words).map { $0.id + colon } }
    /// Of the device that is named before; of a unit the tables.
    static let points = custom { words, _, _ in
        guard let device = device(words) else {
            return words.contains { $0.contains(":") } ? Table.allCases.map(\.rawValue) : []
        }
        return device.profile.points.filter { $0.access != .write }.map(\.name)
    }
    static let writablePoints = custom { words, _, _ in
        device(words)?.profile.points.filter { $0.access != .read }.map(\.name) ?? []
    }
    static let profiles = custom { words, _, _ in
        Catalogue(directories: values(of: "--profiles", words) + Library.directories()).ids
    }
    static let quantities = custom { _, _, _ in Quantity.all.map(\.name) }
    static let codes = custom { _, _, _ in
        Set(CodeEntry.all.map(\.code).filter { !$0.hasSuffix("*") }).sorted()
    }
    static let topics = custom { words, _, _ in HelpCommand.topics(behind: words) }

    /// To zsh a bare one begins a description.
    private static var colon: String { CompletionShell.requesting == .zsh ? "\\:" : ":" }

    /// Of this machine's serial ports, those that stay with an adapter too.
    private static var portNames: [String] {
        SerialPorts().all().flatMap { [$0.path] + $0.stableNames }
            .map { $0.replacing(":", with: colon) }
    }

    private static func values(of option: String, _ words: [String]) -> [String] {
        zip(words, words.dropFirst()).filter { $0.0 == option }.map(\.1)
    }

    private static func lines(_ words: [String]) -> [Line] {
        Reader.configuration(
            at: values(of: "--config", words).last ?? ConfigurationOptions.usual,
            profiles: values(of: "--profiles", words), library: Library.directories()
        ).value?.lines ?? []
    }

    private static func device(_ words: [String]) -> Device? {
        lines(words).flatMap(\.devices).first { words.contains($0.id) }
    }
}
