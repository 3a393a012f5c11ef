// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

extension Broker {
    static let logName = "log"
    private static let configurationName = "conf"
    /// More attempts than ports that can be lost to others by chance.
    private static let attempts = 10

    /// mosquitto.conf without its listener, and the files it names.
    static func settings(_ access: Access, _ directory: Directory) throws(RigFault) -> [String] {
        // Without "user root" a broker of root becomes another user and cannot read its files.
        var lines = [
            "user root", "log_type all", "log_dest file \(directory.file(logName))",
            "persistence_location \(directory.path)/",
        ]
        switch access {
        case .anonymous: lines.append("allow_anonymous true")
        case .users(let users): lines += try passwords(users, directory)
        case .rules(let rules, let users):
            lines += try passwords(users, directory)
            lines.append("acl_file \(try directory.write(rules + "\n", to: "rules"))")
        }
        return lines
    }

    /// Starts on a free port; on another one when somebody was faster.
    static func start(
        _ directory: Directory, _ settings: [String]
    ) throws(RigFault) -> (port: UInt16, program: Program) {
        var last = RigFault.notReady(program: "mosquitto", said: "")
        for _ in 0..<attempts {
            let port = try freePort()
            let lines = ["listener \(port) 127.0.0.1"] + settings + [""]
            try directory.write(lines.joined(separator: "\n"), to: configurationName)
            do { return (port, try run(port, directory)) } catch { last = error }
        }
        throw last
    }

    /// Starts mosquitto and waits until it says so and takes a connection.
    static func run(_ port: UInt16, _ directory: Directory) throws(RigFault) -> Program {
        let before = try directory.read(logName).utf8.count
        let program = try Program(
            "/usr/sbin/mosquitto", ["-c", directory.file(configurationName)])
        let deadline = Clock.now() + .seconds(10)
        while Clock.now() < deadline {
            // Only this broker's own word tells it from a stranger on the same port.
            let log = try directory.read(logName).utf8.dropFirst(before)
            if Substring(log).contains(" running\n") {
                let trial = try rig { () throws(SystemFault) in try connection(to: port) }
                if trial != nil { return program }
            }
            if try program.ended(within: .milliseconds(5)) != nil { break }
        }
        let log = String(Substring(try directory.read(logName).utf8.dropFirst(before)))
        throw .notReady(program: "mosquitto", said: log + program.said)
    }

    /// Makes the password file with mosquitto's own tool.
    private static func passwords(
        _ users: [String: String], _ directory: Directory
    ) throws(RigFault) -> [String] {
        let path = try directory.write("", to: "passwords")
        for (user, password) in users {
            let tool = try Program("/usr/bin/mosquitto_passwd", ["-b", path, user, password])
            guard try tool.finish(within: .seconds(10)).ending == .exit(0) else {
                throw tool.notReady()
            }
        }
        return ["allow_anonymous false", "password_file \(path)"]
    }
}
