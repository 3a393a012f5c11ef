// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Config
internal import Field

struct ProfileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile",
        abstract: Text(
            en: "Look at the library of devices: list, show, check.",
            vi: "Xem thư viện hồ sơ thiết bị: list, show, check."),
        discussion: Text(
            en: """
                A profile says what is known of one model of device; `tram help profiles` \
                explains the language.

                $ tram profile list xy
                PROFILE    POINTS  CONFIDENCE  DEVICE
                Temperature and humidity sensors (temperature-humidity)
                  xy-md02       2  confirmed   XY XY-MD02
                1 profile
                """,
            vi: """
                Mỗi hồ sơ cho biết những gì đã biết về một kiểu thiết bị; `tram help profiles` \
                giải thích cách viết.

                $ tram profile list xy --lang vi
                HỒ SƠ      ĐIỂM ĐO  ĐỘ TIN CẬY  THIẾT BỊ
                Cảm biến nhiệt độ và độ ẩm (temperature-humidity)
                  xy-md02        2  confirmed   XY XY-MD02
                1 hồ sơ
                """),
        subcommands: [ProfileList.self, ProfileShow.self, ProfileCheck.self])
}

/// Profiles as they lie in directories.
struct ProfileShelf {
    struct Entry {
        let profile: Profile
        let path: String
    }

    /// Those that can be read, by name.
    private(set) var entries: [Entry] = []
    /// Files that are no profiles.
    private(set) var broken: [String] = []

    init(_ directories: [String]) {
        var catalogue = Catalogue(directories: directories)
        for id in catalogue.ids {
            guard let path = catalogue.path(of: id) else { continue }
            if let profile = catalogue.profile(id)?.value {
                entries.append(Entry(profile: profile, path: path))
            } else {
                broken.append(path)
            }
        }
    }

    /// Says which files are left out.
    func complain(_ screen: Screen) {
        for path in broken {
            screen.complain(
                Text(
                    en: "\(path) has errors and is left out; see: tram profile check \(path)",
                    vi: "\(path) có lỗi nên bị bỏ qua; hãy xem: tram profile check \(path)")(
                        screen.language))
        }
    }
}
