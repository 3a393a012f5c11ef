// SPDX-License-Identifier: Apache-2.0
package import Field

/// What is written from the tables of keys: JSON Schemas for editors, pages for man(1).
package enum Manual {
    /// A file's name and what stands in it.
    package struct Document: Hashable, Sendable {
        package var name: String
        package var text: String
    }

    /// All of them.
    package static var documents: [Document] {
        let gateway = GatewayFile.keys.map(\.row)
        let dropIn = DropIn.keys.map(\.row)
        let profile = ProfileSection.keys.map(\.row)
        return [
            schema("tram", "A gateway's file: tram.yaml", gateway),
            schema("tram-conf.d", "A drop-in of a gateway's file: conf.d/*.yaml", dropIn),
            schema("tram-profile", "A device's profile", profile),
        ]
            + Language.allCases.flatMap { language in
                pages(language).map { page in
                    let suffix = language == .english ? ".5" : ".\(language.rawValue).5"
                    return Document(name: page.name.dropLast(2) + suffix, text: page.text)
                }
            }
    }

    /// The pages of a language, by the names under which man(1) looks for them.
    package static func pages(_ language: Language) -> [Document] {
        let pages = [
            Page.gateway(GatewayFile.keys.map(\.row)), Page.profile(ProfileSection.keys.map(\.row)),
        ]
        return pages.map { Document(name: "\($0.name).5", text: $0.roff(language)) }
    }

    private static func schema(_ name: String, _ title: String, _ rows: [Row]) -> Document {
        Document(
            name: "\(name).schema.json",
            text: Schema.document(id: "urn:tram:\(name)", title: title, rows).pretty + "\n")
    }
}
