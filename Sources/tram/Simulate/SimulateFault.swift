// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Simulator

/// Why devices cannot be simulated.
enum SimulateFault: SystemFailure {
    case system(SystemFault)
    case simulator(SimulatorFault)
    /// The word that names it, and one that is near.
    case unknownProfile(String, nearest: String?)
    /// Its problems have been said.
    case brokenProfile(String)
    /// A unit id that is none, taken, or left to nobody.
    case unit(String)
    case faultFile(String)

    var text: Text {
        switch self {
        case .system(let fault): Text(en: "\(fault)", vi: "\(fault)")
        case .simulator(.system(let fault)): Text(en: "\(fault)", vi: "\(fault)")
        case .simulator(let fault): Text(en: "\(fault)", vi: "\(fault)")
        case .unknownProfile(let name, let nearest):
            Text(
                en: "no profile is called \(name.quoted)"
                    + (nearest.map { "; did you mean \($0)?" } ?? ""),
                vi: "không có hồ sơ thiết bị \(name.quoted)"
                    + (nearest.map { "; có phải ý bạn là \($0)?" } ?? ""))
        case .brokenProfile(let name):
            Text(
                en: "the profile \(name.quoted) does not check",
                vi: "hồ sơ \(name.quoted) không hợp lệ")
        case .unit(let word):
            Text(
                en: "\(word.quoted): a unit id is 1 to 247, each once",
                vi: "\(word.quoted): địa chỉ trạm (unit id) từ 1 đến 247, không trùng nhau")
        case .faultFile(let path):
            Text(
                en: "\(path): not a file of commands; `help` lists them",
                vi: "\(path): không phải tệp lệnh hợp lệ; gõ `help` để xem các lệnh")
        }
    }
}
