// SPDX-License-Identifier: Apache-2.0

/// Files that nothing is wrong with, for tests that then break them.
enum Sample {
    static let machineID = "0123456789abcdef0123456789abcdef\n"

    static let gateway = """
        # station
        gateway:
          id: gw-1
          area: haichau
          site: bts-0457
          attributes: {asset: 00457, latitude: 16.0678, staffed: false}
        hubs:
          - id: city
            urls: [mqtt://127.0.0.1:1883]
            root: danang
            username: gw
        publish: {live: change, heartbeat: 15m}
        buses:
          - id: rs485-1
            serial: {port: /dev/ttyUSB0, baud: 9600, mode: 8N1}
            gap: 5ms
            devices:
              - {id: meter-1, profile: small, unit-id: 1, domain: energy, poll: 5s}
              - id: weather
                profile: small
                unit-id: 2
                domain: env
                names: {vi: Trạm thời tiết}
                live: every
                heartbeat: 1h
                window: 5m
          - id: lan
            tcp: {host: 10.20.0.5}
            devices:
              - {id: "em-{unit-id}", profile: small, unit-id: 1-3, domain: energy}
          - id: dtu
            rtu-over-tcp: {host: dtu.local, port: 4001, baud: 19200, mode: 8E1}

        """

    static let profile = """
        profile: small
        vendor: Acme
        model: A-1
        class: other
        sources: [a manual]
        confidence: single
        link: {timeout: 500ms, gap: 2ms, max-registers: 80}
        points:
          - {name: voltage_l1, table: input, address: 0, as: float32, unit: V, quantity: voltage}
          - {name: air_temperature, table: holding, address: 0x10, as: int16, scale: 0.1, unit: Cel,
             quantity: air_temperature, range: [-40, 80]}
          - {name: alarm_door, table: discrete, address: 3, as: bool, quantity: alarm, kind: state}
          - {name: level, table: holding, address: 20, as: uint32, order: CDAB, unit: cm,
             quantity: other}
        vectors:
          - registers: {input: {0: [0x4366, 0x199A]}, holding: {16: [0xFF33]}, discrete: {3: [1]}}
            values: {voltage_l1: 230.1, air_temperature: -20.5, alarm_door: true}
          - {registers: {holding: {20: [2, 1]}}, values: {level: 65538}}

        """
}

/// A folder with the sample files in their places.
struct Site: ~Copyable {
    let folder = Folder()

    init(profile: String = Sample.profile) {
        folder.write("machine-id", Sample.machineID)
        folder.write("profiles/small.yaml", profile)
    }
}
