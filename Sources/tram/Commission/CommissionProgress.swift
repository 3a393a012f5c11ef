// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// What is said while it is measured: a sentence, and on a terminal how long it still takes.
struct CommissionProgress {
    private let screen: Screen
    private let isShown: Bool
    private let isLive: Bool

    init(_ screen: Screen, isShown: Bool) {
        self.screen = screen
        self.isShown = isShown
        isLive = isShown && Environment.isTerminal(1)
    }

    func begin(_ length: Nanoseconds, _ configuration: Configuration) {
        guard isShown else { return }
        let time = CommissionFigures(language: screen.language).duration(length.milliseconds)
        let (devices, buses) = (configuration.devices.count, configuration.lines.count)
        screen.say(
            Text(
                en: "\(devices.of("device")) on \(buses) bus\(buses == 1 ? "" : "es"), measured "
                    + "for \(time); nothing is written to a device",
                vi: "\(devices) thiết bị trên \(buses) bus, đo trong \(time); không ghi gì vào "
                    + "thiết bị"))
    }

    func tell(_ left: Nanoseconds, _ all: Nanoseconds) {
        guard isLive else { return }
        let seconds = max(0, (left.count + 999_999_999) / 1_000_000_000)
        let done = all.count > 0 ? Int(Double(all.count - left.count) / Double(all.count) * 100) : 0
        let time = "\(seconds / 60):\(seconds % 60 < 10 ? "0" : "")\(seconds % 60)"
        write(Text(en: "\(done) %, \(time) left", vi: "\(done) %, còn \(time)"))
    }

    func askHub() {
        if isLive { write(Text(en: "asking the hub", vi: "đang hỏi hub")) }
    }

    func end() {
        if isLive { Environment.write("\r\u{1B}[K") }
    }

    private func write(_ text: Text) {
        Environment.write("\r\u{1B}[K" + screen.shown(text(screen.language)))
    }
}
