// SPDX-License-Identifier: Apache-2.0
internal import Field

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
                [Page.gateway(gateway), Page.profile(profile)].map { page in
                    let suffix = language == .english ? "" : ".\(language.rawValue)"
                    return Document(
                        name: "\(page.name)\(suffix).5", text: page.roff(language))
                }
            }
    }

    private static func schema(_ name: String, _ title: String, _ rows: [Row]) -> Document {
        Document(
            name: "\(name).schema.json",
            text: Schema.document(id: "urn:tram:\(name)", title: title, rows).pretty + "\n")
    }
}
