// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Spool

extension SiteExport {
    /// What a file says, all of it checked: its form, its names, and that nothing has changed.
    init(parsing bytes: [UInt8]) throws(MoveFault) {
        let json: JSON
        do throws(JSON.Fault) {
            json = try JSON(parsing: bytes, limits: Self.format)
        } catch {
            throw error.reason == .tooMany || error.reason == .tooLong ? .tooLarge : .noExport
        }
        guard let version = json["tram-export"]?.integer else { throw .noExport }
        guard version == Self.version else { throw .version(version) }
        guard let made = json["made"]?.integer, let product = json["product"]?.string,
            let gateway = json["gateway"]?.string, let folder = json["folder"]?.string,
            let files = json["files"]?.array, let counters = json["counters"]?.array,
            let leftOut = json["left-out"]?.texts, let elsewhere = json["elsewhere"]?.texts
        else { throw .damaged("") }
        guard files.count <= Self.mostParts else { throw .tooLarge }
        self.init(
            made: made, product: product, gateway: gateway, folder: folder, leftOut: leftOut,
            elsewhere: elsewhere)
        for file in files { parts.append(try Part(file)) }
        for device in counters { self.counters.append(try DeviceCounters(moved: device)) }
        if let name = badName { throw .names(name) }
        guard json["sha256"]?.string == sum else { throw .damaged("") }
    }

    /// Of a file on this box.
    static func read(_ path: String) throws(MoveFault) -> Self {
        let contents: File.Contents
        do throws(SystemFault) {
            contents = try File.read(path, atMost: mostBytes)
        } catch {
            throw .system(error)
        }
        switch contents {
        case .bytes(let bytes): return try Self(parsing: bytes)
        case .tooLarge: throw .tooLarge
        case .notAFile: throw .noExport
        }
    }
}

extension SiteExport.Part {
    fileprivate init(_ json: JSON) throws(MoveFault) {
        guard let path = json["path"]?.string, let isSecret = json["secret"]?.bool else {
            throw .damaged("")
        }
        guard SiteExport.isName(path) else { throw .names(path) }
        let bytes = json["lines"]?.texts.map(Self.bytes(lines:)) ?? json["hex"]?.string?.hexBytes
        guard let bytes else { throw .damaged(path) }
        guard bytes.count <= SiteExport.mostPartBytes else { throw .tooLarge }
        self.init(path: path, bytes: bytes, isSecret: isSecret)
        guard json["sha256"]?.string == digest else { throw .damaged(path) }
    }
}

extension DeviceCounters {
    fileprivate init(moved json: JSON) throws(MoveFault) {
        guard let device = json["device"]?.string, let readings = json["readings"]?.array,
            readings.count <= CounterReading.mostOfDevice
        else { throw .damaged("") }
        self.init(device: device, readings: [])
        for reading in readings {
            guard let point = reading["point"]?.string,
                point.utf8.count <= SiteExport.mostPointBytes,
                let bits = reading["bits"]?.number.flatMap({ UInt64($0) }),
                let at = reading["at"]?.integer, SiteExport.isTime(at)
            else { throw .damaged(device) }
            self.readings.append(CounterReading(point: point, bits: bits, at: at))
        }
    }
}

extension SiteExport {
    /// Milliseconds in UTC that a nanosecond clock can tell.
    static func isTime(_ milliseconds: Int64) -> Bool { 0..<1 << 42 ~= milliseconds }
}

extension JSON {
    /// A list of texts, and of nothing else.
    fileprivate var texts: [String]? {
        guard let array else { return nil }
        let texts = array.compactMap(\.string)
        return texts.count == array.count ? texts : nil
    }
}

extension String {
    /// What hexadecimal digits stand for; nil for anything else.
    fileprivate var hexBytes: [UInt8]? {
        let digits = utf8.map { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        for place in stride(from: 0, to: digits.count, by: 2) {
            guard let high = digits[place], let low = digits[place + 1] else { return nil }
            bytes.append(UInt8(high * 16 + low))
        }
        return bytes
    }
}
