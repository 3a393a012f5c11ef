// SPDX-License-Identifier: Apache-2.0
internal import Host
internal import Logging

/// Lines for the system's journal, which has the time itself. How grave each is stands before it,
/// as sd-daemon(3) has it, so that `journalctl -p warning` finds it; and in it, as in other logs.
struct JournalLogHandler: LogHandler {
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        Environment.write(Self.text("\(event.message)", event.level), toError: true)
    }

    /// Each of its lines is an entry of its own.
    static func text(_ message: String, _ level: Logger.Level) -> String {
        message.split(whereSeparator: \.isNewline).map {
            "<\(level.priority)>\(level) tram: \($0)\n"
        }.joined()
    }
}

extension Logger.Level {
    /// As syslog(3) counts.
    fileprivate var priority: Int {
        switch self {
        case .critical: 2
        case .error: 3
        case .warning: 4
        case .notice: 5
        case .info: 6
        case .debug, .trace: 7
        }
    }
}
