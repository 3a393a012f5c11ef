// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// A serial port of this machine.
package struct SerialPortEntry: Hashable, Sendable {
    /// A process that has it open.
    package struct Holder: Hashable, Sendable {
        package let process: Int32
        /// Its program's name, at most 15 bytes.
        package let name: String
    }

    /// What the kernel calls it: `/dev/ttyUSB0`. Another adapter may be called so after a restart.
    package var path: String
    /// Names that stay with the adapter, or with the socket that it is plugged into: those of
    /// `/dev/serial/by-id` first, then of `by-path`.
    package var stableNames: [String] = []
    /// The kernel's module that drives it, nil where it does not say.
    package var driver: String?
    /// Those that can be seen: of other users' processes only root sees what they have open.
    package var holders: [Holder] = []
    /// Whether this process may read and write it.
    package var isPermitted = false
    /// The group that may, nil where nobody but its owner may.
    package var group: String?
}

/// Where the kernel tells of serial ports; other folders for tests.
package struct SerialPorts: Sendable {
    private let devices: String
    private let system: String
    private let processes: String

    /// Ports, and processes, that are looked at.
    private static let mostPorts = 1_024
    private static let mostProcesses = 65_536
    /// Descriptors of one process.
    private static let mostDescriptors = 4_096

    package init(
        devices: String = "/dev", system: String = "/sys", processes: String = "/proc"
    ) {
        (self.devices, self.system, self.processes) = (devices, system, processes)
    }

    /// Those that have hardware, in order of their names.
    package func all() -> [SerialPortEntry] {
        let names = Self.names(in: "\(system)/class/tty", Self.mostPorts).filter(isReal)
        var ports = names.map { SerialPortEntry(path: "\(devices)/\($0)") }
        let links = stableLinks()
        let holders = self.holders(of: Set(ports.map(\.path)))
        for index in ports.indices {
            let path = ports[index].path
            ports[index].stableNames = links.filter { $0.target == path }.map(\.name)
            ports[index].driver = driver(of: path)
            ports[index].holders = holders[path] ?? []
            ports[index].isPermitted = unsafe access(path, R_OK | W_OK) == 0
            ports[index].group = Self.group(of: path)
        }
        return ports
    }

    /// The processes that have a port open, by any of its names. This one counts only where it has
    /// it open beside `own`.
    package func holders(of port: String, beside own: CInt? = nil) -> [SerialPortEntry.Holder] {
        let path = Self.real(port) ?? port
        return holders(of: [path], beside: own)[path] ?? []
    }

    /// Ports of the kernel's table that no hardware stands behind have the type 0.
    private func isReal(_ name: String) -> Bool {
        let folder = "\(system)/class/tty/\(name)"
        guard File.exists("\(folder)/device"), File.exists("\(devices)/\(name)") else {
            return false
        }
        return Self.text("\(folder)/type").map { $0 != "0" } ?? true
    }

    private func driver(of path: String) -> String? {
        let name = path.split(separator: "/").last ?? ""
        return Self.real("\(system)/class/tty/\(name)/device/driver")
            .flatMap { $0.split(separator: "/").last.map { String($0) } }
    }

    private func stableLinks() -> [(name: String, target: String)] {
        ["by-id", "by-path"].flatMap { kind in
            let folder = "\(devices)/serial/\(kind)"
            return Self.names(in: folder, Self.mostPorts).compactMap { name in
                Self.real("\(folder)/\(name)").map { ("\(folder)/\(name)", $0) }
            }
        }
    }

    private func holders(
        of paths: Set<String>, beside own: CInt? = nil
    ) -> [String: [SerialPortEntry.Holder]] {
        var found: [String: [SerialPortEntry.Holder]] = [:]
        let ownName = own.map { "\($0)" }
        for entry in Self.names(in: processes, Self.mostProcesses) {
            guard let process = Int32(entry) else { continue }
            let folder = "\(processes)/\(entry)/fd"
            let isOurs = process == getpid()
            let open = Self.names(in: folder, Self.mostDescriptors)
                .filter { !isOurs || $0 != ownName }
                .compactMap { Self.target(of: "\(folder)/\($0)") }
            for path in Set(open).intersection(paths) {
                let name = Self.text("\(processes)/\(entry)/comm") ?? ""
                found[path, default: []].append(
                    SerialPortEntry.Holder(process: process, name: name))
            }
        }
        return found
    }

    /// The name to write into a configuration instead of the one that the kernel gives a port,
    /// which another adapter may have after the next start; nil where there is none, and for a name
    /// that is a link already.
    ///
    /// Adapters without a serial number of their own have one name by-id between them. Where an
    /// adapter has none for that reason, by-path tells them apart.
    package func stableName(of port: String) -> String? {
        guard let path = Self.real(port), path == Self.unlinked(port) else { return nil }
        let links = stableLinks()
        func targets(_ kind: String) -> Set<String> {
            Set(links.filter { $0.name.contains("/serial/\(kind)/") }.map(\.target))
        }
        let isTold = targets("by-path").subtracting(targets("by-id")).isEmpty
        let own = links.filter { $0.target == path }.map(\.name)
        return isTold ? own.first : own.last
    }

    /// Lets an FTDI adapter hand on bytes after a millisecond instead of 16, where this process may
    /// say so; whether it may.
    package func shortenLatency(of port: String) -> Bool {
        let name = (Self.real(port) ?? port).split(separator: "/").last ?? ""
        let timer = "\(system)/class/tty/\(name)/device/latency_timer"
        guard File.exists(timer) else { return false }
        do throws(SystemFault) {
            try File.write([UInt8(ascii: "1")], to: timer)
            return true
        } catch {
            return false
        }
    }

    /// A path whose folders are no links, as its last part may be.
    private static func unlinked(_ path: String) -> String? {
        guard let slash = path.lastIndex(of: "/") else { return nil }
        let folder = path[..<slash]
        return real(folder.isEmpty ? "/" : String(folder)).map {
            ($0 == "/" ? "" : $0) + path[slash...]
        }
    }

    private static func names(in folder: String, _ limit: Int) -> [String] {
        do throws(SystemFault) {
            return try File.names(in: folder, atMost: limit)
        } catch {
            // Not there, or not ours to see.
            return []
        }
    }

    private static func real(_ path: String) -> String? {
        do throws(SystemFault) { return try File.absolute(path) } catch { return nil }
    }

    private static func text(_ path: String) -> String? {
        do throws(SystemFault) {
            let bytes = try File.beginning(path, atMost: 64)
            let word = bytes.prefix { $0 >= 0x20 && $0 < 0x7F }
            return word.isEmpty ? nil : String(decoding: word, as: UTF8.self)
        } catch {
            return nil
        }
    }

    /// What a symbolic link says, whether that is there or not.
    private static func target(of path: String) -> String? {
        var room = [CChar](repeating: 0, count: 4_096)
        let count = unsafe readlink(path, &room, room.count)
        guard count > 0 else { return nil }
        return String(decoding: room.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func group(of path: String) -> String? {
        var status = stat()
        guard unsafe stat(path, &status) == 0, status.st_mode & (S_IRGRP | S_IWGRP) != 0 else {
            return nil
        }
        return Peer.name(ofGroup: status.st_gid)
    }
}
