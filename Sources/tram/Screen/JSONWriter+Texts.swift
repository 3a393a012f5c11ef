// SPDX-License-Identifier: Apache-2.0
internal import Field

extension JSONWriter {
    /// A text in both languages.
    mutating func texts(_ name: String, _ text: Text) {
        key(name)
        beginObject()
        member("en", text.en)
        member("vi", text.vi)
        endObject()
    }

    mutating func texts(_ name: String, _ texts: [Text]) {
        key(name)
        beginArray()
        for text in texts {
            beginObject()
            member("en", text.en)
            member("vi", text.vi)
            endObject()
        }
        endArray()
    }

    mutating func strings(_ name: String, _ words: [String]) {
        key(name)
        beginArray()
        for word in words { string(word) }
        endArray()
    }
}
