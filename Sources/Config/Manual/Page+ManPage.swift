// SPDX-License-Identifier: Apache-2.0
internal import Field

extension Page {
    /// The page in the language of man(7).
    func roff(_ language: Language) -> String {
        let place = Text(en: "SYNOPSIS", vi: "VỊ TRÍ")(language)
        return ManPage(
            name: name, section: 5,
            origin: "Made from the tables of keys; `make manual` writes it.",
            title: title(language), parts: [.heading(place), .code(files)] + parts(language),
            others: ["tram(1)", "tram-check(1)", "\(other)(5)"]
        ).roff(language)
    }
}
