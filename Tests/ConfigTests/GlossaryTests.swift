// SPDX-License-Identifier: Apache-2.0
internal import Field
import Testing

@testable import Config

@Suite struct `The glossary` {
    @Test func `has a table for every area, and no word of one meaning twice`() {
        let glossary = Glossary.shared
        #expect(
            glossary.areas.map(\.name) == [
                "Modbus and the bus", "Electricity", "Weather, air and soil", "Water",
                "Batteries, UPS, rectifiers and solar power", "Generating sets and fuel",
                "Air conditioning", "MQTT and the hub", "Measurement and quality",
                "What a technician does",
            ])
        #expect(glossary.rows.count >= 400)
        var seen: Set<String> = []
        for row in glossary.rows { #expect(seen.insert(row.english).inserted, "\(row.english)") }
    }

    @Test func `names the source of each word, and every document that it names`() {
        let used = Set(Glossary.shared.rows.map(\.source)).subtracting([Quantity.convention])
        #expect(used.sorted() == Glossary.shared.documents.sorted())
        for row in Glossary.shared.rows {
            #expect(!row.english.isEmpty && !row.vietnamese.isEmpty && !row.source.isEmpty)
        }
    }

    @Test(arguments: `The library of devices`.catalogue.ids)
    func `has every word in the names of the library, and each is rendered by it`(
        _ id: String
    ) throws {
        var catalogue = `The library of devices`.catalogue
        let profile = try #require(catalogue.profile(id)?.value)
        for name in [profile.names].compactMap(\.self) + profile.points.compactMap(\.names) {
            #expect(Glossary.shared.problems(name) == [], "\(name.en) | \(name.vi)")
        }
    }

    static let small = Glossary(
        """
        ## Electricity

        | English | Vietnamese | source |
        |---|---|---|
        | power | công suất | convention |
        | active power | công suất tác dụng | convention |
        | battery | ắc quy | convention |
        | battery (lithium) | pin | convention |
        | high | cao | convention |

        ## The sources

        | short | document |
        |---|---|
        | TCVN 1 | the first |
        """)

    @Test(arguments: [
        ("Active power L1", "Công suất tác dụng pha 1", []),
        ("Active power", "Công suất hữu công", ["Active power is công suất tác dụng"]),
        ("Power, active", "Công suất tác dụng", ["active: no row has it"]),
        ("Batteries 1 and {n}", "Ắc quy 1 và {n}", []),
        ("Battery power (BMS)", "Công suất pin (BMS)", []),
        ("Battery power (BMS)", "Công suất pin", ["BMS: no row has it"]),
        ("Battery", "Tủ pinot", ["Battery is pin or ắc quy"]),
        ("Higher power", "Công suất cao", ["Higher: no row has it"]),
        ("High power in 4-20 mA", "Công suất cao 4-20 mA", []),
    ])
    func `is held against the longest terms of a name`(
        _ en: String, _ vi: String, _ problems: [String]
    ) {
        #expect(Self.small.problems(Text(en: en, vi: vi)) == problems)
        #expect(Self.small.rows.count == 5)
        #expect(Self.small.documents == ["TCVN 1"])
    }
}
