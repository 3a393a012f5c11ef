// SPDX-License-Identifier: Apache-2.0
import Config
import Field
import Simulator
import Testing

/// The profiles of this checkout, and the devices that the simulator makes of them.
enum SimulatedLibrary {
    static let directory =
        "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/") + "/Devices"

    /// Their names, whatever is in them.
    static let ids = Catalogue(directories: [directory]).ids

    static let profiles: [Profile] = {
        var catalogue = Catalogue(directories: [directory])
        return ids.compactMap { catalogue.profile($0)?.value }
    }()

    /// Every profile once, and once more for points that not each of its devices has.
    static let makes: [Make] = profiles.flatMap { profile in
        ([nil] + ProfileModel.favourites(profile)).map { Make(profile: profile, favourite: $0) }
    }
}

/// A device of a profile, as it is fitted.
struct Make: Sendable, CustomTestStringConvertible {
    let profile: Profile
    /// A point that it has, and others of the profile may not have.
    let favourite: String?

    var model: ProfileModel { ProfileModel(profile, favouring: favourite) }

    var testDescription: String { profile.id + (favourite.map { " with \($0)" } ?? "") }
}

extension Meaning {
    /// Whether a printed number, truth or text says the same: a number to the last digit that a
    /// value of its kind is printed with.
    func agrees(with printed: String, _ point: Point) -> Bool {
        switch self {
        case .text(let text): return text == printed
        case .number(let number):
            let truths = ["false": 0.0, "true": 1.0]
            guard let other = truths[printed] ?? Double(printed) else { return false }
            return abs(other - number) <= max(abs(other), abs(number)) * point.precision
        }
    }
}

extension Point {
    /// The part of a value that rounding may change: nothing of whole numbers with decimal scales,
    /// but here they are compared as float64. A scaled float32 is printed with seven digits.
    fileprivate var precision: Double {
        switch encoding {
        case .float16: 0x1p-11
        case .float32: 1e-6
        // Its terms may be floats.
        default: isRead ? 1e-12 : 1e-6
        }
    }
}
