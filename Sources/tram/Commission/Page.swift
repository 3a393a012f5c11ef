// SPDX-License-Identifier: Apache-2.0

/// A report before it has a form: what it says, in one language.
struct Page {
    enum Cell {
        case text(String)
        /// To the right, so that digits stand below each other.
        case number(String)
        /// What people call a thing, and what commands do.
        case named(String, String)
        /// In one line: a unit, a state.
        case word(String)
        /// Letter by letter: hashes, paths.
        case code(String)
        /// Whether something will do.
        case mark(Bool)
        /// Values over the run.
        case trend([Double?])
    }

    /// Bars with what stands below each.
    struct Bars {
        let title: String
        let bars: [(label: String, count: Int)]
    }

    enum Block {
        case heading(String)
        /// Of one device.
        case subheading(String)
        case text(String)
        /// What everything comes to.
        case verdict(Bool, String)
        /// A name and what belongs to it.
        case facts([(String, Cell)])
        case table([String], [[Cell]])
        case bars(Bars)
        /// Who signs: role, and what is written there.
        case signatures([String], [String])
    }

    let language: String
    let title: String
    /// At the foot of each sheet.
    let foot: String
    var blocks: [Block] = []
}
