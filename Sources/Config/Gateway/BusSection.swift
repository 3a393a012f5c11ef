// SPDX-License-Identifier: Apache-2.0
internal import Field

/// One element of `buses`.
struct BusSection: Section {
    var id = ""
    var serial: Marked<SerialSection>?
    var tcp: Marked<TCPSection>?
    var rtuOverTCP: Marked<ConverterSection>?
    var gap = Nanoseconds.zero
    var probing = Marked<Probing>?.none
    var tax = 5
    var isSpread: Bool?
    var hasLowLatency = false
    var devices: [Marked<DeviceSection>] = []

    /// The keys one of which says how it is reached.
    static let linkKeys = ["serial", "tcp", "rtu-over-tcp"]

    static var keys: [Key<Self>] { place + manners + content }

    @KeyTable<Self> private static var place: [Key<Self>] {
        Key(
            "id", \.id, .level, required: true,
            en: "What the line is called in status, logs and commands.",
            vi: "Tên đường truyền trong trạng thái, nhật ký và lệnh.")
        Key(
            "serial", \.serial, .marked(.section),
            en: "Modbus RTU on a serial port. A bus has serial, tcp or rtu-over-tcp.",
            vi: "Modbus RTU qua cổng nối tiếp (RS-485/RS-232). Mỗi bus có serial, tcp hoặc "
                + "rtu-over-tcp.")
        Key(
            "tcp", \.tcp, .marked(.section),
            en: "Modbus TCP to a device or gateway.",
            vi: "Modbus TCP tới thiết bị hoặc bộ chuyển đổi giao thức.")
        Key(
            "rtu-over-tcp", \.rtuOverTCP, .marked(.section),
            en: "RTU frames through a serial-to-Ethernet converter.",
            vi: "Khung RTU qua bộ chuyển đổi nối tiếp sang Ethernet (DTU).")
    }

    @KeyTable<Self> private static var manners: [Key<Self>] {
        Key(
            "gap", \.gap, .duration(.zero...(.seconds(10))),
            en: "The least silence before a request, for lines that need more than 3.5 characters.",
            vi: "Khoảng lặng tối thiểu trước mỗi yêu cầu, nếu đường truyền cần hơn 3,5 ký tự.")
        Key(
            "probe", \.probing, .marked(.section),
            en: "How often a unit that does not answer is asked whether it is back.",
            vi: "Bao lâu thử lại một trạm không trả lời.")
        Key(
            "tax", \.tax, .percent(1...50),
            en: "The share of the line's time that units which do not answer may cost together.",
            vi: "Tỷ lệ thời gian của đường truyền dành cho các trạm không trả lời.")
        Key(
            "spread", \.isSpread, .flag,
            en: "Whether devices of one period are read one after the other over it. Without it: "
                + "on serial lines.",
            vi: "Có rải các thiết bị cùng chu kỳ đều trong chu kỳ không. Nếu bỏ trống: chỉ rải "
                + "trên đường nối tiếp.")
        Key(
            "low-latency", \.hasLowLatency, .flag,
            en: "Asks the port's driver to hand on each byte at once, where it would gather some.",
            vi: "Yêu cầu driver của cổng chuyển ngay từng byte, không gom lại.")
    }

    @KeyTable<Self> private static var content: [Key<Self>] {
        Key(
            "devices", \.devices, .list(of: .marked(.section), 0...DeviceSection.limit),
            en: "The devices on this line.",
            vi: "Các thiết bị trên đường truyền này.")
    }
}

/// The key `serial` of a bus.
struct SerialSection: Section {
    var port = ""
    var speed = SerialSpeed()
    var direction = LineDirection()
    var echo = false

    @KeyTable<Self> static var keys: [Key<Self>] {
        Key(
            "port", \.port, .devicePath, required: true,
            en: "The port by its stable name, such as /dev/serial/by-id/usb-…; "
                + "tram ports lists them.",
            vi: "Cổng nối tiếp theo tên cố định, ví dụ /dev/serial/by-id/usb-…; xem bằng "
                + "lệnh tram ports.")
        Key(
            "baud", \.speed.baud, .number(SerialSpeed.bauds),
            en: "The speed that every device on the line is set to.",
            vi: "Tốc độ baud đặt giống nhau cho mọi thiết bị trên đường truyền.")
        Key(
            "mode", \.speed.mode, .mode,
            en: "Data bits, parity and stop bits, as every device on the line is set.",
            vi: "Số bit dữ liệu, parity và bit dừng, giống nhau trên mọi thiết bị.")
        Key(
            "rs485", \.direction.rs485, .choice,
            en: "kernel: the port's driver switches between sending and hearing; off: the port is "
                + "left as it is, the adapter switches by itself.",
            vi: "kernel: driver của cổng đổi chiều gửi/nhận; off: cổng được giữ nguyên, bộ chuyển "
                + "đổi tự đổi chiều.")
        Key(
            "rts", \.direction.rts, .choice,
            en: "The level of RTS while a request is sent, for adapters that are switched by it; "
                + "the other one while an answer is heard.",
            vi: "Mức của RTS trong khi gửi, cho bộ chuyển đổi đổi chiều bằng RTS; khi nhận là mức "
                + "ngược lại.")
        Key(
            "echo", \.echo, .flag,
            en: "true if the adapter hears what it sends (two-wire without direction control).",
            vi: "true nếu bộ chuyển đổi nhận lại chính dữ liệu vừa gửi (hai dây, không điều khiển "
                + "hướng).")
    }
}

extension Probing: Section {
    @KeyTable<Self> static var keys: [Key<Self>] {
        Key(
            "first", \.first, .duration(.milliseconds(100)...(.hour)),
            en: "The pause before the first probe; each is twice as long as the one before.",
            vi: "Thời gian chờ trước lần thử đầu; mỗi lần sau gấp đôi lần trước.")
        Key(
            "longest", \.longest, .duration(.milliseconds(100)...(.day)),
            en: "The longest pause between two probes.",
            vi: "Thời gian chờ lâu nhất giữa hai lần thử.")
    }
}

/// The key `tcp` of a bus.
struct TCPSection: Section {
    var host: HostName?
    var port: UInt16 = 502

    @KeyTable<Self> static var keys: [Key<Self>] {
        Key(
            "host", \.host, .host, required: true,
            en: "The device's name or address.",
            vi: "Tên hoặc địa chỉ IP của thiết bị.")
        Key(
            "port", \.port, .integer(1...65_535),
            en: "The TCP port; 502 is Modbus.",
            vi: "Cổng TCP; 502 là cổng Modbus.")
    }
}

/// The key `rtu-over-tcp` of a bus.
struct ConverterSection: Section {
    var host: HostName?
    var port: UInt16 = 0
    var speed = SerialSpeed()

    @KeyTable<Self> static var keys: [Key<Self>] {
        Key(
            "host", \.host, .host, required: true,
            en: "The converter's name or address.",
            vi: "Tên hoặc địa chỉ IP của bộ chuyển đổi.")
        Key(
            "port", \.port, .integer(1...65_535), required: true,
            en: "The TCP port that the converter ties to its serial line.",
            vi: "Cổng TCP gắn với cổng nối tiếp của bộ chuyển đổi.")
        Key(
            "baud", \.speed.baud, .number(SerialSpeed.bauds),
            en: "The speed of the converter's serial side, for timing.",
            vi: "Tốc độ baud phía nối tiếp của bộ chuyển đổi, để tính thời gian.")
        Key(
            "mode", \.speed.mode, .mode,
            en: "Data bits, parity and stop bits of the converter's serial side.",
            vi: "Bit dữ liệu, parity và bit dừng phía nối tiếp của bộ chuyển đổi.")
    }
}

extension Format<String> {
    /// An absolute path; a port is not a file next to the configuration.
    static var devicePath: Self { absolutePath(like: "/dev/ttyUSB0") }

    static func absolutePath(like example: String) -> Self {
        form(
            Text(
                en: "an absolute path such as \(example)",
                vi: "đường dẫn tuyệt đối như \(example)"),
            pattern: "^/", plain: false, show: { $0 }
        ) { $0.hasPrefix("/") && isLine($0, atMost: 256) ? $0 : nil }
    }
}
