// SPDX-License-Identifier: Apache-2.0
internal import Config
internal import Field
internal import Host

/// Something that reads what others wrote.
struct Subject: Sendable {
    var name: String
    /// Makes an input; the time for it does not count.
    var prepare: @Sendable (inout SplitMix) -> [UInt8]
    /// Whether it was taken as good.
    var run: @Sendable ([UInt8], inout SplitMix) -> Bool

    /// They write into a folder of their own.
    static func all(in folder: String) throws -> [Subject] {
        [try gateway(folder), try profile(folder), .line, .json]
    }

    private static let repository =
        "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    private static let samples = "\(repository)/Tests/Samples"

    /// A gateway's file with the profile that it uses, read from a file as always.
    private static func gateway(_ folder: String) throws -> Subject {
        let path = folder + "/tram.yaml"
        // What it names lies where the sample lies.
        let sample = String(decoding: try text("\(samples)/tram.yaml"), as: UTF8.self)
            .replacing("files/", with: "\(samples)/files/")
            .replacing("[profiles]", with: "[\(samples)/profiles]")
        let good = [Array(sample.utf8)]
        return Subject(name: "gateway's file") {
            mutate(good, &$0)
        } run: { bytes, _ in
            put(bytes, path)
            return Reader.configuration(at: path).errors == 0
        }
    }

    private static func profile(_ folder: String) throws -> Subject {
        let path = folder + "/whole.yaml"
        let devices = ["temperature-humidity/xy-md02", "co2/senseair-s8", "soil/seeed-soil-ec-02"]
        let others = try devices.map { device in
            let name = device.split(separator: "/").last ?? ""
            let text = try text("\(repository)/Devices/\(device).yaml")
            return Array(
                String(decoding: text, as: UTF8.self)
                    .replacing("profile: \(name)", with: "profile: whole").utf8)
        }
        let good = [try text("\(samples)/profiles/whole.yaml")] + others
        return Subject(name: "profile") {
            mutate(good, &$0)
        } run: { bytes, _ in
            put(bytes, path)
            return Reader.profile(at: path).errors == 0
        }
    }

    private static let json = Subject(name: "JSON") { random in
        let good = [
            #"{"id":"c-17","cmd":"replay","args":{"device":"aq","ranges":[[1,6],[9,12]]}}"#,
            #"[0,-0,1.5,1E+2,-1e-9,"\u00e9\uD83D\uDEB0\n","trạm",true,false,null,{"":[{"a":[]}]}]"#,
        ]
        return mutate(good.map { Array($0.utf8) }, &random)
    } run: { bytes, _ in
        do throws(JSON.Fault) {
            _ = try JSON(parsing: bytes)
            return true
        } catch {
            return false
        }
    }

    private static func text(_ path: String) throws -> [UInt8] {
        guard case .bytes(let bytes) = try File.read(path, atMost: 1 << 20) else {
            throw Failure(text: "\(path) is no file")
        }
        return bytes
    }

    private static func put(_ bytes: [UInt8], _ path: String) {
        do throws(SystemFault) {
            try File.write(bytes, to: path)
        } catch {
            preconditionFailure("\(path) cannot be written: \(error)")
        }
    }
}
