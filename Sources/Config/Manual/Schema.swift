// SPDX-License-Identifier: Apache-2.0
internal import Field

/// JSON Schema (draft 2020-12) of a table of keys. It lets pass whatever the reader takes, as an
/// editor must not call good what is not; what several keys say together only the reader knows.
enum Schema {
    static func document(id: String, title: String, _ rows: [Row]) -> JSON {
        .of(
            [
                ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
                ("$id", .string(id)),
                ("$comment", .string("Made from the tables of keys; `make manual` writes it.")),
                ("title", .string(title)),
            ] + section(rows))
    }

    private typealias Members = [(String, JSON)]

    private static func section(_ rows: [Row]) -> Members {
        let required = rows.filter(\.required).map { JSON.string($0.name) }
        return [
            ("type", .string("object")),
            ("properties", .of(rows.map { ($0.name, property($0)) })),
        ] + (required.isEmpty ? [] : [("required", .array(required))]) + [
            ("additionalProperties", .bool(false))
        ]
    }

    private static func property(_ row: Row) -> JSON {
        var members: Members = [("description", .string(row.help.en))]
        if let value = row.default { members.append(("default", plain(value, row.kind))) }
        return .of(members + constraints(row.kind))
    }

    /// A default with the type that YAML gives it.
    private static func plain(_ text: String, _ kind: Kind) -> JSON {
        switch kind {
        case .integer, .number, .decimal: .number(text)
        case .flag: .bool(text == "true")
        default: .string(text)
        }
    }

    private static func constraints(_ kind: Kind) -> Members {
        switch kind {
        case .text(let most):
            [
                types(["string", "number", "boolean"]), ("minLength", count(1)),
                ("maxLength", count(most)),
            ]
        case .form(_, let pattern, let plain): form(pattern, plain: plain)
        case .integer(let low, let high):
            [types(["integer"]), ("minimum", count(low)), ("maximum", count(high))]
        case .number(let numbers): [("enum", .array(numbers.map(count)))]
        case .decimal: [types(["number"])]
        case .duration: [types(["string"]), ("pattern", .string("^[0-9]{1,9}(ms|s|m|h|d)$"))]
        case .size: [types(["string"]), ("pattern", .string("^[0-9]{1,6}(MB|GB)$"))]
        case .choice(let words): [("enum", .array(words.flatMap(word)))]
        case .flag: [types(["boolean"])]
        case .fact: [types(["string", "number", "boolean"])]
        case .list(let element, let range):
            [
                types(["array"]), ("items", .of(constraints(element))),
                ("minItems", count(range.lowerBound)), ("maxItems", count(range.upperBound)),
            ]
        case .keyed(let key, let value): keyed(key, value)
        case .section(let rows): section(rows())
        case .either(let one, let several):
            [("anyOf", .array([one, several].map { .of(constraints($0)) }))]
        }
    }

    private static func form(_ pattern: String?, plain: Bool) -> Members {
        guard let pattern else {
            return [types(["string", "number", "boolean", "null"])]
        }
        return [
            types(plain ? ["string", "number", "boolean"] : ["string"]),
            ("pattern", .string(pattern)),
        ]
    }

    private static func keyed(_ key: Kind, _ value: Kind) -> Members {
        var names: Members = []
        switch key {
        case .form(_, let pattern?, _): names = [("pattern", .string(pattern))]
        case .choice(let words): names = [("enum", .array(words.map { .string($0) }))]
        case .integer: names = [("pattern", .string("^(-?[0-9]+|0[xX][0-9A-Fa-f]+)$"))]
        case .text(let most): names = [("minLength", count(1)), ("maxLength", count(most))]
        default: break
        }
        return [types(["object"])]
            + (names.isEmpty ? [] : [("propertyNames", .of(names))])
            + [("additionalProperties", .of(constraints(value)))]
    }

    /// A word of a choice; to YAML 1.1 `off` and `on` are truth values, and digits a number.
    private static func word(_ word: String) -> [JSON] {
        switch word {
        case "off", "no": [.string(word), .bool(false)]
        case "on", "yes": [.string(word), .bool(true)]
        case _ where Int(word) != nil: [.string(word), .number(word)]
        default: [.string(word)]
        }
    }

    private static func types(_ names: [String]) -> (String, JSON) {
        ("type", names.count == 1 ? .string(names[0]) : .array(names.map { .string($0) }))
    }

    private static func count(_ number: Int) -> JSON { .number("\(number)") }
}

extension JSON {
    static func of(_ members: [(String, JSON)]) -> JSON {
        .object(members.map { Member(key: $0.0, value: $0.1) })
    }
}
