// SPDX-License-Identifier: Apache-2.0
package import Field

extension JSON {
    /// With a line for each member and two blanks of indentation: for people who compare or look.
    package var pretty: String {
        var text = ""
        write(to: &text, indent: "\n")
        return text
    }

    private func write(to text: inout String, indent: String) {
        let inner = indent + "  "
        switch self {
        case .array(let elements) where !elements.contains(where: \.isGroup):
            text += "[" + elements.map(\.pretty).joined(separator: ", ") + "]"
        case .array(let elements):
            Self.join(elements, "[", "]", &text, indent) { $0.write(to: &$1, indent: inner) }
        case .object(let members) where members.isEmpty: text += "{}"
        case .object(let members):
            Self.join(members, "{", "}", &text, indent) { member, text in
                text += Self.string(member.key).pretty + ": "
                member.value.write(to: &text, indent: inner)
            }
        case .string(let word):
            var writer = JSONWriter()
            writer.string(word)
            text += String(decoding: writer.bytes, as: UTF8.self)
        case .number(let digits): text += digits
        case .bool(let isTrue): text += isTrue ? "true" : "false"
        case .null: text += "null"
        }
    }

    private static func join<Element>(
        _ elements: [Element], _ open: String, _ close: String, _ text: inout String,
        _ indent: String, _ write: (Element, inout String) -> Void
    ) {
        text += open
        for (number, element) in elements.enumerated() {
            text += (number == 0 ? "" : ",") + indent + "  "
            write(element, &text)
        }
        text += indent + close
    }

    private var isGroup: Bool {
        switch self {
        case .array, .object: true
        default: false
        }
    }
}
