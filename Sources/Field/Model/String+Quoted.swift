// SPDX-License-Identifier: Apache-2.0

extension String {
    /// In quotation marks, at most 40 characters, for a message: what somebody else wrote must not
    /// steer a terminal, so control and direction marks are spelt out.
    package var quoted: String {
        var text = "\""
        for scalar in unicodeScalars.prefix(40) {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse:
                text += "\\u{\(Swift.String(scalar.value, radix: 16))}"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + (unicodeScalars.count > 40 ? "…\"" : "\"")
    }
}
