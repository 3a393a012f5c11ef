// SPDX-License-Identifier: Apache-2.0
import Host
import Testing

@Suite struct SerialPortsTests {
    /// A machine of files: two ports with hardware, one of the table only.
    private final class Machine {
        let place: TemporaryDirectory

        init() throws {
            place = try TemporaryDirectory("ports")
            for folder in [
                "dev", "dev/serial", "dev/serial/by-id", "dev/serial/by-path", "sys", "sys/class",
                "sys/class/tty", "sys/drivers", "sys/drivers/ch341", "proc", "proc/812",
                "proc/812/fd", "proc/self",
            ] { try File.makeFolder("\(place.path)/\(folder)") }
            for (name, type) in [("ttyUSB0", ""), ("ttyS0", "4"), ("ttyS1", "0"), ("tty1", "")] {
                let folder = "\(place.path)/sys/class/tty/\(name)"
                try File.makeFolder(folder)
                try File.write([], to: "\(place.path)/dev/\(name)")
                if !type.isEmpty { try File.write(Array(type.utf8), to: "\(folder)/type") }
                if name != "tty1" { try File.makeFolder("\(folder)/device") }
            }
            let root = place.path
            let driver = "\(root)/sys/class/tty/ttyUSB0/device/driver"
            try File.link(driver, to: "\(root)/sys/drivers/ch341")
            try File.link("\(root)/dev/serial/by-id/usb-1", to: "../../ttyUSB0")
            try File.link("\(root)/dev/serial/by-path/pci-1", to: "../../ttyUSB0")
            try File.link("\(root)/proc/812/fd/3", to: "\(root)/dev/ttyUSB0")
            try File.link("\(root)/proc/812/fd/4", to: "socket:[1]")
            try File.write(Array("mbpoll\n".utf8), to: "\(root)/proc/812/comm")
        }

        var ports: SerialPorts {
            SerialPorts(
                devices: "\(place.path)/dev", system: "\(place.path)/sys",
                processes: "\(place.path)/proc")
        }
    }

    @Test func `those with hardware are told with their names and who holds them`() throws {
        let machine = try Machine()
        let root = try File.absolute(machine.place.path)
        let ports = machine.ports.all()
        #expect(ports.map(\.path).map { $0.split(separator: "/").last } == ["ttyS0", "ttyUSB0"])
        let adapter = try #require(ports.last)
        #expect(
            adapter.stableNames == [
                "\(root)/dev/serial/by-id/usb-1", "\(root)/dev/serial/by-path/pci-1",
            ])
        #expect(adapter.driver == "ch341" && adapter.isPermitted)
        #expect(adapter.holders.map(\.process) == [812])
        #expect(adapter.holders.map(\.name) == ["mbpoll"])
        #expect(ports[0].holders.isEmpty && ports[0].driver == nil)
        #expect(machine.ports.holders(of: "\(root)/dev/serial/by-id/usb-1").count == 1)
    }

    @Test func `a name that stays is offered for one that may not`() throws {
        let machine = try Machine()
        let root = try File.absolute(machine.place.path)
        let ports = machine.ports
        let (id, path) = ("\(root)/dev/serial/by-id/usb-1", "\(root)/dev/serial/by-path/pci-1")
        #expect(ports.stableName(of: "\(root)/dev/ttyUSB0") == id)
        for name in [id, path, "\(root)/dev/ttyS0", "\(root)/dev/nowhere", "ttyUSB0", ""] {
            #expect(ports.stableName(of: name) == nil, "\(name)")
        }
        // A name that somebody's own rule of udev has made is kept.
        try File.link("\(root)/dev/meters", to: "ttyUSB0")
        #expect(ports.stableName(of: "\(root)/dev/meters") == nil)
        // Of two adapters of one kind without numbers only one has the name by-id.
        try File.write([], to: "\(root)/dev/ttyUSB1")
        try File.link("\(root)/dev/serial/by-path/pci-2", to: "../../ttyUSB1")
        #expect(ports.stableName(of: "\(root)/dev/ttyUSB0") == path)
        #expect(ports.stableName(of: "\(root)/dev/ttyUSB1") == path.dropLast() + "2")
    }

    @Test func `an adapter's latency is shortened where it can be`() throws {
        let machine = try Machine()
        let root = machine.place.path
        let timer = "\(root)/sys/class/tty/ttyUSB0/device/latency_timer"
        #expect(!machine.ports.shortenLatency(of: "\(root)/dev/serial/by-id/usb-1"))
        try File.write(Array("16".utf8), to: timer)
        #expect(machine.ports.shortenLatency(of: "\(root)/dev/serial/by-id/usb-1"))
        #expect(try File.beginning(timer, atMost: 8) == Array("1".utf8))
    }

    @Test func `a machine without any has none`() {
        let ports = SerialPorts(devices: "/nowhere", system: "/nowhere", processes: "/nowhere")
        #expect(ports.all() == [])
    }

    @Test func `who holds an open file of this machine is found`() throws {
        let place = try TemporaryDirectory("ports")
        let file = try File.create("\(place.path)/port")
        let holders = SerialPorts().holders(of: "\(place.path)/port")
        #expect(file.number >= 0 && holders.count == 1)
        #expect(SerialPorts().holders(of: "\(place.path)/port", beside: file.number).isEmpty)
        let second = try File.create("\(place.path)/port")
        #expect(second.number >= 0)
        #expect(SerialPorts().holders(of: "\(place.path)/port", beside: file.number).count == 1)
    }
}
