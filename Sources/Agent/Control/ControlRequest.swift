// SPDX-License-Identifier: Apache-2.0
internal import Bus
internal import Field

/// What a program of this machine asks the service: one line of JSON, `{"v":1,"ask":"status"}`.
enum ControlRequest: Hashable, Sendable {
    /// How everything does.
    case status
    /// Registers or bits of a unit, read now, between the polls of its bus.
    case read(BusRead)
    /// What a unit says of itself, asked between the polls as well.
    case identify(BusInquiry)
    /// A value for a point of a device.
    case write(Write)
    /// The gateway's file as it is now is to hold.
    case reload
    /// The last bytes of a bus, from this record on.
    case capture(bus: String, from: UInt64)
    /// The latest values of points.
    case values(Values)
    case maintenance(Maintenance)

    struct Write: Hashable, Sendable {
        var device: String
        var point: String
        /// A number in the point's unit, or on and off.
        var value: String

        /// Bytes of the longest that anybody means.
        static let longestValue = 64
        /// Only what would be written is told.
        var isDry: Bool
    }

    struct BusInquiry: Hashable, Sendable {
        var bus: String
        var unit: UInt8
        var description: SelfDescription
        /// For the answer; nil: as usual for the device.
        var timeout: Nanoseconds?
    }

    struct BusRead: Hashable, Sendable {
        var bus: String
        var unit: UInt8
        var table: Table
        /// The first element, zero-based.
        var address: UInt16
        var count: Int
        /// Whether a register of the unit has four bytes.
        var isWide = false
        /// For the answer, in one attempt; nil: as usual for the device, and twice.
        var timeout: Nanoseconds?
        /// Settings of the bus's serial port for this read alone; nil: its own.
        var speed: SerialSpeed?
    }

    /// Of questions and answers; others are refused.
    static let version: Int64 = 1

    init(parsing line: [UInt8]) throws(ControlRefusal) {
        let json: JSON
        do throws(JSON.Fault) {
            json = try JSON(parsing: line)
        } catch {
            throw .notJSON
        }
        guard json["v"]?.integer == Self.version else { throw .version }
        switch json["ask"]?.string {
        case "status": self = .status
        case "read": self = .read(try BusRead(json))
        case "identify": self = .identify(try BusInquiry(json))
        case "write": self = .write(try Write(json))
        case "reload": self = .reload
        case "values": self = .values(try Values(json))
        case "maintenance": self = .maintenance(try Maintenance(json))
        case "capture":
            guard let bus = json["bus"]?.string,
                let from = json["from"]?.integer.flatMap(UInt64.init(exactly:))
            else { throw .badCapture }
            self = .capture(bus: bus, from: from)
        default: throw .unknownAsk
        }
    }

    var right: ControlRights.Right {
        switch self {
        // Whoever listens at the line's own settings hears noise.
        case .read(let read): read.speed == nil ? .read : .change
        case .status, .capture, .identify, .values, .maintenance(.list): .read
        case .write(let write): write.isDry ? .read : .change
        case .reload, .maintenance: .change
        }
    }
}

extension ControlRequest.Write {
    fileprivate init(_ json: JSON) throws(ControlRefusal) {
        guard let device = json["device"]?.string, let point = json["point"]?.string,
            let value = json["value"]?.string, value.utf8.count <= Self.longestValue
        else { throw .badWrite }
        self.init(
            device: device, point: point, value: value, isDry: json["dry"]?.bool ?? false)
    }
}

extension ControlRequest.BusRead {
    fileprivate init(_ json: JSON) throws(ControlRefusal) {
        guard let bus = json["bus"]?.string,
            let unit = json["unit"]?.integer.flatMap(UInt8.init(exactly:)),
            let table = json["table"]?.string.flatMap(Table.init(rawValue:)),
            let address = json["address"]?.integer.flatMap(UInt16.init(exactly:)),
            let count = json["count"]?.integer.flatMap(Int.init(exactly:)),
            1...table.largestRead(wide: json["wide"]?.bool ?? false) ~= count,
            Int(address) + count <= 65_536
        else { throw .badRead }
        self.init(bus: bus, unit: unit, table: table, address: address, count: count)
        isWide = json["wide"]?.bool ?? false
        timeout = try json.timeout(else: .badRead)
        guard let baud = json["baud"]?.integer else { return }
        guard let mode = json["mode"]?.string.flatMap(SerialMode.init),
            let baud = Int(exactly: baud), SerialSpeed.bauds.contains(baud),
            let timeout, timeout <= GuestRead.longestProbe, count == 1
        else { throw .badProbe }
        speed = SerialSpeed(baud: baud, mode: mode)
    }
}

extension ControlRequest.BusInquiry {
    fileprivate init(_ json: JSON) throws(ControlRefusal) {
        guard let bus = json["bus"]?.string,
            let unit = json["unit"]?.integer.flatMap(UInt8.init(exactly:)),
            let description = SelfDescription(json)
        else { throw .badIdentify }
        self.init(bus: bus, unit: unit, description: description)
        timeout = try json.timeout(else: .badIdentify)
    }
}

extension SelfDescription {
    /// `{"function":17}`, `{"function":43,"from":0}` or `{"function":43,"object":135}`.
    fileprivate init?(_ json: JSON) {
        let number = { json[$0]?.integer.flatMap(UInt8.init(exactly:)) }
        switch json["function"]?.integer {
        case 17: self = .serverID
        case 43:
            if let object = number("object") {
                self = .object(object)
            } else if let first = number("from") {
                self = .objects(from: first)
            } else {
                return nil
            }
        default: return nil
        }
    }
}

extension JSON {
    /// How long the answer is waited for, in milliseconds, nil where nothing is said of it.
    fileprivate func timeout(
        else refusal: ControlRefusal
    ) throws(ControlRefusal) -> Nanoseconds? {
        guard let milliseconds = self["timeout"]?.integer else { return nil }
        guard 20...10_000 ~= milliseconds else { throw refusal }
        return .milliseconds(milliseconds)
    }
}
