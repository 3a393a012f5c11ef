// SPDX-License-Identifier: Apache-2.0

/// Files of `conf.d` as a tool means to leave them: the whole is checked before any is written.
package struct DropInEdit: Hashable, Sendable {
    package struct Written: Hashable, Sendable {
        /// Its name in the directory.
        package var name: String
        package var text: String

        package init(name: String, text: String) { (self.name, self.text) = (name, text) }
    }

    package var written: [Written]
    /// Names of files that go.
    package var removed: [String]

    package init(written: [Written] = [], removed: [String] = []) {
        (self.written, self.removed) = (written, removed)
    }

    /// What files begin with that a tool has written: others are a person's.
    static let signature = "# Written by tram device add"

    /// What would lie in the directory.
    func names(_ present: [String]) -> [String] {
        let added = written.map(\.name)
        return (present.filter { !removed.contains($0) && !added.contains($0) } + added).sorted()
    }

    /// What a file would hold, nil for one that stays as it is.
    func bytes(of name: String) -> [UInt8]? {
        written.first { $0.name == name }.map { Array($0.text.utf8) }
    }
}
