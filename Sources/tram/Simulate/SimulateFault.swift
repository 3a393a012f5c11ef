// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Field
internal import Host
internal import Simulator

/// Why devices cannot be simulated.
enum SimulateFault: SystemFailure, Told {
    case system(SystemFault)
    case simulator(SimulatorFault)
    /// The word that names it, one that is near, and whether any is known.
    case unknownProfile(String, nearest: String?, isAnyThere: Bool)
    case brokenProfile(DeviceMistake)
    /// A unit id that is none, taken, or left to nobody.
    case unit(String)
    case faultFile(String)
    /// A line of it by its place, and what is wrong.
    case faultLine(String, Text)
    /// A fault for a unit that is not simulated, and those that are.
    case faultUnit(String, [UInt8])
    /// A file that is no capture, and what is wrong with it.
    case recording(String, Recording.Fault)
    /// A fault that those behind it leave to no device.
    case faultHidden(String)

    private var code: String {
        switch self {
        case .system, .simulator(.system): "system"
        case .simulator(.duplicateUnit): "duplicate-unit"
        case .simulator(.tooManyEndpoints): "too-many-lines"
        case .unknownProfile: "unknown-profile"
        case .brokenProfile(let mistake): mistake.code
        case .unit, .faultUnit: "no-unit"
        case .faultFile, .faultLine, .faultHidden: "bad-fault"
        case .recording(_, .empty): "capture-empty"
        case .recording: "no-capture"
        }
    }

    private var exit: ExitCode {
        switch self {
        case .unit, .unknownProfile, .faultUnit, .faultHidden: .usage
        case .system, .simulator, .brokenProfile, .faultFile, .faultLine, .recording: .problem
        }
    }

    var mistake: DeviceMistake {
        if case .brokenProfile(let mistake) = self { return mistake }
        return DeviceMistake(code, text, exit: exit)
    }

    private var text: Text {
        switch self {
        case .system(let fault), .simulator(.system(let fault)): fault.text
        case .simulator(.duplicateUnit(let unit)):
            Text(
                en: "unit id \(unit) is there twice",
                vi: "địa chỉ trạm (unit id) \(unit) bị trùng")
        case .recording(let path, .head):
            Text(
                en: "\(path): this is no file of tram capture",
                vi: "\(path): đây không phải tệp của tram capture")
        case .recording(let path, .line(let line)):
            Text(
                en: "\(path):\(line): this line is no piece of a capture",
                vi: "\(path):\(line): dòng này không phải một mẩu ghi được")
        case .recording(let path, .empty):
            Text(
                en: "\(path): no request was captured; let the service run for a while",
                vi: "\(path): chưa ghi được yêu cầu nào; hãy để dịch vụ chạy một lúc")
        case .simulator(.tooManyEndpoints):
            Text(en: "too many lines", vi: "quá nhiều đường truyền")
        case .unknownProfile(let name, let nearest?, _):
            Text(
                en: "no profile is called \(name.quoted); did you mean \(nearest)?",
                vi: "không có hồ sơ thiết bị \(name.quoted); có phải ý bạn là \(nearest)?")
        case .unknownProfile(let name, nil, true):
            Text(
                en: "no profile is called \(name.quoted); name a file as ./\(name).yaml, or its "
                    + "directory with --profiles",
                vi: "không có hồ sơ thiết bị \(name.quoted); hãy ghi tệp như ./\(name).yaml, hoặc "
                    + "thư mục của nó bằng --profiles")
        case .unknownProfile(let name, nil, false):
            Text(
                en: "no profile is called \(name.quoted), as no library is installed in "
                    + "\(Library.installed); name a directory with --profiles",
                vi: "không có hồ sơ thiết bị \(name.quoted), vì chưa cài thư viện hồ sơ ở "
                    + "\(Library.installed); hãy ghi một thư mục bằng --profiles")
        case .brokenProfile(let mistake): mistake.text
        case .unit(let word):
            Text(
                en: "\(word.quoted): a unit id is 1 to 247, each once",
                vi: "\(word.quoted): địa chỉ trạm (unit id) từ 1 đến 247, không trùng nhau")
        case .faultFile(let path):
            Text(
                en: "\(path): not a plain file of at most 1 MiB; name a file of commands",
                vi: "\(path): không phải tệp thường từ 1 MiB trở xuống; hãy ghi một tệp lệnh")
        case .faultLine(let place, let text):
            Text(en: "\(place): \(text.en)", vi: "\(place): \(text.vi)")
        case .faultUnit(let word, let units):
            Text(
                en: "--fault \(word): no device has this unit id; there are: "
                    + Self.list(units),
                vi: "--fault \(word): không thiết bị nào có địa chỉ trạm (unit id) này; đang có: "
                    + Self.list(units))
        case .faultHidden(let word):
            Text(
                en: "--fault \(word) does nothing: a device has one fault, and a later one takes "
                    + "its place; put the fault of all devices first",
                vi: "--fault \(word) không có tác dụng: mỗi thiết bị có một lỗi, lỗi ghi sau thay "
                    + "lỗi ghi trước; hãy ghi lỗi của mọi thiết bị lên đầu")
        }
    }

    private static func list(_ units: [UInt8]) -> String {
        units.map { "\($0)" }.joined(separator: " ")
    }
}
