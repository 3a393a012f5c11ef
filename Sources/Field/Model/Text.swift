// SPDX-License-Identifier: Apache-2.0

/// The languages of the technician's tool.
package enum Language: String, CaseIterable, Sendable {
    case english = "en"
    case vietnamese = "vi"
}

/// One sentence or name in every language. Whoever words a message words it in both, in the same
/// place; which one is shown is decided where it is shown. Codes and keys are never translated.
package struct Text: Hashable, Sendable {
    package var en: String
    package var vi: String

    package init(en: String, vi: String) {
        self.en = en
        self.vi = vi
    }

    package func callAsFunction(_ language: Language) -> String {
        switch language {
        case .english: en
        case .vietnamese: vi
        }
    }
}
