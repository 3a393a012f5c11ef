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

    /// A gateway's file such as a technician would write. `places`: each device's port or path.
    static func gateway(hub: UInt16, places: JSON) -> String {
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
              heartbeat: 1m
            buses:

            """
        for device in DemoDevice.all {
            text += """
                  - id: \(device.id)
                    \(link(device, places[device.id]))
                    devices:
                      - {id: \(device.id), profile: \(device.profile), unit-id: \(device.unit), \
                domain: \(device.domain), poll: 1s}

                """
        }
        return text
    }

    private static func link(_ device: DemoDevice, _ place: JSON?) -> String {
        switch device.wire {
        case .tcp: "tcp: {host: 127.0.0.1, port: \(place?.integer ?? 0)}"
        case .serial: "serial: {port: \(place?.string ?? ""), baud: 9600, mode: 8N1}"
        }
    }
}
