// SPDX-License-Identifier: Apache-2.0
internal import Agent
internal import ArgumentParser
internal import Bus
internal import Field
internal import Host

struct ReadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read",
        abstract: Text(
            en: "Read a device's points, or registers, now, while the service goes on.",
            vi: "Đọc ngay các điểm đo hoặc thanh ghi của thiết bị, dịch vụ vẫn chạy."),
        usage: """
            tram read DEVICE [POINT …] [--config <config>]
                   [--profiles <profiles> ...] [--output <output>]
                   [--control <control>] [--lang <lang>]
            tram read BUS:UNIT TABLE ADDRESS[..LAST] [--as <encoding>]
                   [--order <letters>] [--output <output>] [--control <control>]
                   [--lang <lang>]
            """,
        discussion: Text(
            en: """
                The running service owns the bus: it reads between two of its polls and hands \
                over what came. Nothing is written, nothing is stopped. A device of the \
                configuration is read by its points' names, all of them or these; where no \
                service runs, the command opens the device's bus itself.

                $ tram read meter-1 voltage frequency
                meter-1: Eastron SDM120-Modbus, unit 1 on rs485-1; 2 requests, 61 ms
                POINT     RAW       QUALITY VALUE
                voltage   4366 199A good    230.1 V
                frequency 4248 0000 good    50.0 Hz

                Registers and bits are read of a bus, as they are, with all that they may \
                plausibly mean. Addresses are zero-based as on the wire: what a manual calls \
                40001 is holding 0, 30001 is input 0.

                $ tram read rs485-1:1 input 0..3
                rs485-1:1 input 0..3, 24 ms
                ADDRESS    HEX UINT16  INT16 PLAUSIBLE WITH THE NEXT
                      0 0x4366  17254  17254 float32 ABCD 230.1
                      1 0x199A   6554   6554
                …
                $ tram read rs485-1:1 input 0..3 --as float32 --order CDAB

                Exit code 1: the device refused, or answered in part. 2: there is no such \
                device, bus or point. 3: service or port cannot be reached. 5: no answer in time.
                """,
            vi: """
                Dịch vụ đang chạy giữ bus: dịch vụ đọc giữa hai lần đọc định kỳ rồi trả kết quả. \
                Không ghi gì, không dừng gì. Thiết bị trong cấu hình được đọc theo tên điểm đo, \
                tất cả hoặc các điểm được ghi; nếu không có dịch vụ, lệnh này tự mở bus.

                $ tram read meter-1 voltage frequency --lang vi
                meter-1: Eastron SDM120-Modbus, trạm (unit) 1 trên rs485-1; 2 yêu cầu, 61 ms
                ĐIỂM ĐO   RAW       CHẤT LƯỢNG GIÁ TRỊ
                voltage   4366 199A good       230,1 V
                …

                Thanh ghi và bit thì đọc từ một bus, kèm các cách hiểu hợp lý. Địa chỉ tính từ 0 \
                như trên đường truyền: tài liệu ghi 40001 là holding 0, 30001 là input 0.

                $ tram read rs485-1:1 input 0..3 --lang vi
                rs485-1:1 input 0..3, 24 ms
                ĐỊA CHỈ    HEX UINT16  INT16 CÓ THỂ LÀ, CÙNG THANH GHI KẾ
                      0 0x4366  17254  17254 float32 ABCD 230,1
                …

                Mã thoát 1: thiết bị từ chối hoặc chỉ trả lời một phần. 2: không có thiết bị, \
                bus hoặc điểm đo này. 3: không kết nối được dịch vụ hoặc cổng. 5: không trả lời \
                kịp.
                """))

    @Argument(
        help: .words(
            en: "A device's id; or a bus and a unit id: rs485-1:7.",
            vi: "Mã thiết bị; hoặc bus và địa chỉ trạm: rs485-1:7."),
        completion: .devicesAndBuses)
    var place: String

    @Argument(
        help: .words(
            en: """
                Names of points, none for all; of a unit: holding, input, coil or discrete, and \
                one address, or first..last, 0x for hexadecimal.
                """,
            vi: """
                Tên điểm đo, bỏ trống là tất cả; với trạm: holding, input, coil hoặc discrete, \
                rồi một địa chỉ, hoặc đầu..cuối, 0x là số hex.
                """), completion: .points)
    var words: [String] = []

    @OptionGroup var options: ConfigurationOptions

    @Option(
        name: .customLong("as"),
        help: .words(
            en: "Only this: uint16, int32, float32, …",
            vi: "Chỉ kiểu này: uint16, int32, float32, …"))
    var encoding: Encoding?

    @Option(
        help: .words(
            en: "The bytes as they arrive, A first: ABCD, CDAB, …",
            vi: "Thứ tự byte khi nhận, A là byte cao nhất: ABCD, CDAB, …"), completion: .orders)
    var order: String?

    @Option(
        help: .words(
            en: "table or json.", vi: "table: cho người đọc; json: cho chương trình."))
    var output = OutputForm.table

    @OptionGroup var control: ControlOptions
    @OptionGroup var language: LanguageOptions

    /// Ids have no colon.
    private var isRaw: Bool { place.contains(":") }

    private func readPlace() throws -> ReadPlace {
        guard words.count == 2 else {
            throw ValidationError(
                Text(
                    en: "\(place): expected a table and addresses, such as holding 0..9",
                    vi: "\(place): cần một bảng và địa chỉ, ví dụ holding 0..9"))
        }
        do throws(ReadPlace.Mistake) {
            return try ReadPlace(place, words[0], words[1])
        } catch {
            throw ValidationError(error.text)
        }
    }

    func validate() throws {
        guard isRaw else {
            guard encoding == nil, order == nil else {
                throw ValidationError(
                    Text(
                        en: "--as and --order are for registers; a device's profile says what "
                            + "its points are: leave them out",
                        vi: "--as và --order dành cho thanh ghi; hồ sơ thiết bị đã cho biết kiểu "
                            + "của điểm đo: hãy bỏ chúng"))
            }
            return
        }
        let read = try readPlace()
        guard let encoding else { return }
        let isNumber = !encoding.isText && encoding != .bool && !encoding.isHalf
        if !isNumber || read.table.isBits {
            throw ValidationError(
                Text(
                    en: "--as \(encoding.rawValue): expected a number of whole registers, such as "
                        + "uint16 or float32",
                    vi: "--as \(encoding.rawValue): cần kiểu số gồm các thanh ghi nguyên, ví dụ "
                        + "uint16 hoặc float32"))
        }
        let width = encoding.bytes / 2
        if read.count % width != 0 {
            let next = "\(words[0]) \(read.address)..\(Int(read.address) + width - 1)"
            throw ValidationError(
                Text(
                    en: "--as \(encoding.rawValue): each takes \(width.of("register")), and "
                        + "\(read.count) \(read.count == 1 ? "is" : "are") asked for; try \(next)",
                    vi: "--as \(encoding.rawValue): mỗi giá trị cần \(width) thanh ghi, "
                        + "nhưng đang đọc \(read.count); hãy thử \(next)"))
        }
        if let order, ByteOrder(order)?.count != encoding.bytes {
            throw ValidationError(
                Text(
                    en: "--order \(order): \(encoding.rawValue) has \(encoding.bytes) bytes, such "
                        + "as \(ByteOrder.big(encoding.bytes).letters)",
                    vi: "--order \(order): \(encoding.rawValue) có \(encoding.bytes) byte, ví dụ "
                        + "\(ByteOrder.big(encoding.bytes).letters)"))
        }
    }

    func run() throws {
        let screen = Screen(language.language)
        guard isRaw else { return try readDevice(screen) }
        let place = try readPlace()
        let answer = try self.answer(place, screen)
        let view = ReadView(place: place, data: Self.bytes(answer.text("data")))
        guard view.isWhole else { throw ServiceFault.unread }
        show(view, answer["took"]?.integer ?? 0, screen)
    }

    /// Of the service, or where none runs of the bus itself, in the same words.
    private func answer(_ place: ReadPlace, _ screen: Screen) throws -> JSON {
        do throws(ServiceFault) {
            return try ServiceClient.ask("read", at: control.path) { $0.members(of: place) }
        } catch {
            let line = try options.line(place.bus, after: error, screen)
            let known = line.devices.first { $0.unit == place.unit }
            var bus = try OwnBus(line, gap: max(line.gap, known?.gap ?? .zero))
            var read = GuestRead(
                id: 0, unit: place.unit, table: place.table, address: place.address,
                count: place.count, deadline: .never)
            read.timeout = known?.timeout ?? read.timeout
            read.deadline = OwnBus.deadline(read.timeout, read.retries)
            return try ServiceClient.read(try bus.result(of: read).line())
        }
    }

    private func show(_ view: ReadView, _ took: Int64, _ screen: Screen) {
        guard output == .table else {
            var writer = JSONWriter()
            writer.beginObject()
            writer.members(of: view.place)
            writer.read(view, encoding.map { ($0, byteOrder($0)) }, took)
            writer.endObject()
            return Environment.write(String(decoding: writer.bytes, as: UTF8.self) + "\n")
        }
        let range = view.place.count == 1 ? "" : "..\(view.place.last)"
        let table = view.place.table.rawValue
        screen.line("\(place) \(table) \(view.place.address)\(range), \(took / 1_000) ms")
        guard let encoding else {
            for line in view.lines(screen.language) { screen.line(line) }
            return
        }
        for (address, value) in view.values(encoding, byteOrder(encoding)) {
            let text = value.map { ReadView.text($0, screen.language) } ?? "–"
            screen.line("\(TableColumns.right("\(address)", 7)) \(text)")
        }
    }

    private func byteOrder(_ encoding: Encoding) -> ByteOrder {
        order.flatMap(ByteOrder.init) ?? .big(encoding.bytes)
    }

    static func bytes(_ hex: String) -> [UInt8] {
        let digits = Array(hex.utf8)
        return stride(from: 0, to: digits.count - digits.count % 2, by: 2).compactMap {
            UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
        }
    }
}

extension Encoding: ExpressibleByArgument {}

extension ReadView {
    /// Whether as much came as was asked for.
    fileprivate var isWhole: Bool {
        data.count == (place.table.isBits ? (place.count + 7) / 8 : place.count * 2)
    }
}

extension JSONWriter {
    fileprivate mutating func members(of place: ReadPlace) {
        for (name, word) in [("bus", place.bus), ("table", place.table.rawValue)] {
            key(name)
            string(word)
        }
        for (name, number) in [
            ("unit", Int(place.unit)), ("address", Int(place.address)), ("count", place.count),
        ] {
            key(name)
            integer(number)
        }
    }

    fileprivate mutating func read(
        _ view: ReadView, _ form: (encoding: Encoding, order: ByteOrder)?, _ took: Int64
    ) {
        key("data")
        string(Digest.hex(view.data))
        key("took")
        integer(took)
        guard let form else {
            return decodings(view.decodings, from: view.place.address)
        }
        key("values")
        beginArray()
        for (_, value) in view.values(form.encoding, form.order) {
            if let value { self.value(value) } else { null() }
        }
        endArray()
    }
}
