// SPDX-License-Identifier: Apache-2.0
internal import Field

/// What stable codes mean, why they come, and what to do: worded once for `tram explain` and for
/// every command that shows such a code. The tables are in `Articles`.
struct Article {
    /// One code, or several that mean the same; a `*` at its end stands for a number.
    let codes: [String]
    let meaning: Text
    /// The most likely first.
    let causes: [Hint]
    /// Steps for somebody at the cabinet, in their order.
    let checks: [Hint]
    /// What to type then. Words in capitals stand for names of the site.
    let next: String

    init(
        _ codes: String..., en: String, vi: String, causes: [Hint], checks: [Hint], next: String
    ) {
        self.codes = codes
        meaning = Text(en: en, vi: vi)
        (self.causes, self.checks, self.next) = (causes, checks, next)
    }
}

/// A cause, or a step to check it. What several codes share has a name, and is worded once.
struct Hint {
    let text: Text

    init(en: String, vi: String) { text = Text(en: en, vi: vi) }
}
