// SPDX-License-Identifier: Apache-2.0
internal import Host
internal import Logging

/// The socket at which programs of this machine ask the service. Nothing rests on it: a gateway
/// without one measures and delivers all the same.
enum ControlService {
    /// One that nobody can ask without a path, or where it cannot be had: the log says so.
    static func open(_ agent: Agent, _ desk: LineDesk) -> LineService {
        LineService(listener(agent), desk, refusals(agent.settings.rights))
    }

    private static func listener(_ agent: Agent) -> LocalListener? {
        guard let path = agent.settings.control else { return nil }
        do throws(SystemFault) {
            makeFolder(of: path)
            return try LocalListener.open(at: path)
        } catch {
            agent.log.warning(
                """
                control: \(path) cannot be served (\(error)); tram status will not find this \
                service; --control names another place
                """)
            return nil
        }
    }

    /// systemd makes it for the service (RuntimeDirectory); whoever starts it by hand may be able
    /// to. What is wrong otherwise, the socket itself says.
    private static func makeFolder(of path: String) {
        guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return }
        let folder = String(path[..<slash])
        guard !File.exists(folder) else { return }
        do throws(SystemFault) { try File.makeFolder(folder) } catch {}
    }

    private static func refusals(_ rights: @escaping @Sendable () -> ControlRights) -> Refusals {
        Refusals(
            tooMany: ControlRefusal.tooMany.line, tooLong: ControlRefusal.tooLong.line,
            tooLate: ControlRefusal.tooLate.line
        ) { peer in
            rights().right(of: peer) == nil ? ControlRefusal.notPermitted.line : nil
        }
    }
}
