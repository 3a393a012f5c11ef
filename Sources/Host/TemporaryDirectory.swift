// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// A directory that only this user may enter, removed with what is in it when its owner lets go.
package struct TemporaryDirectory: ~Copyable {
    package let path: String

    /// In TMPDIR, or /tmp.
    package init(_ name: String) throws(SystemFault) {
        let place = Environment.variable("TMPDIR") ?? "/tmp"
        var template = Array("\(place)/\(name)-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil else { throw .now("mkdtemp", place) }
        path = String(
            decoding: template.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Plain files directly in it are all that it is meant to hold.
    deinit {
        let names: [String]
        do throws(SystemFault) {
            names = try File.names(in: path, atMost: .max)
        } catch {
            return
        }
        for name in names { _ = unsafe unlink("\(path)/\(name)") }
        _ = unsafe rmdir(path)
    }
}
