// SPDX-License-Identifier: Apache-2.0
internal import Field

/// The files that the demonstration's processes are started with.
enum DemoFiles {
    static let root = "danang"

    /// A broker for this machine alone that keeps nothing.
    static func broker(port: UInt16) -> String {
        """
        listener \(port) 127.0.0.1
        allow_anonymous true
        persistence false
        user root
        log_type error
        log_type warning

        """
    }

    /// A gateway's file such as a technician would write. `places`: each line's port or path;
    /// `directory`: where the spool lies.
    static func gateway(hub: UInt16, places: JSON, directory: String) -> String {
        var text = """
            gateway:
              id: gw-demo
              area: haichau
              site: bts-0457
              attributes: {asset: DN-00457, latitude: 16.0678, longitude: 108.2208}
            hubs:
              - id: city
                urls: ["mqtt://127.0.0.1:\(hub)"]
                root: \(root)
            publish:
              live: change
              heartbeat: 10s
            spool: {path: \(directory)/spool.db, size: 64MB}
            buses:

            """
        for line in DemoPlan.lines {
            text += "  - id: \(line.id)\n    \(link(line, places[line.id]))\n    devices:\n"
            for device in line.devices {
                text += """
                          - {id: \(device.id), profile: \(device.profile), \
                    unit-id: \(device.unit), domain: \(device.domain), poll: 1s, timeout: 300ms, \
                    points: \(device.overrides)}

                    """
            }
        }
        return text
    }

    private static func link(_ line: DemoLine, _ place: JSON?) -> String {
        let port = place?.integer ?? 0
        return switch line.wire {
        case .tcp: "tcp: {host: 127.0.0.1, port: \(port)}"
        case .rtuOverTCP: "rtu-over-tcp: {host: 127.0.0.1, port: \(port)}"
        case .serial: "serial: {port: \(place?.string ?? ""), baud: 9600, mode: 8N1}"
        }
    }
}
