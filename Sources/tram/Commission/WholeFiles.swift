// SPDX-License-Identifier: Apache-2.0
internal import Host

/// Files that are there whole or not at all, whatever happens meanwhile.
enum WholeFiles {
    /// Of a file's beginning that say whose it is.
    private static let headBytes = 64

    /// Whether a command may write there what its user asked for: where nothing stands, or an
    /// earlier one of its own, by the beginning. Nobody's file is lost by a slip of the keyboard.
    static func mayWrite(
        at path: String, over isOwn: ([UInt8]) -> Bool
    ) throws(SystemFault) -> Bool {
        guard File.exists(path) else { return true }
        if case .notAFile = try File.read(path, atMost: 0) { return false }
        let head = try File.beginning(path, atMost: headBytes)
        return head.isEmpty || isOwn(head)
    }

    static func write(_ bytes: [UInt8], to path: String) throws(SystemFault) {
        // A name of its own: one that is usual may be somebody's file.
        let new = "\(path).\(Identifier.random()).new"
        do throws(SystemFault) {
            try File.overwrite(bytes, at: new)
            try File.replace(path, with: new)
        } catch {
            File.remove(new)
            throw error
        }
        try File.syncDirectory(of: path)
    }

    /// For a program that looks again and again: who may read the folder may read the file. No disk
    /// is waited for, as the next one comes soon.
    static func show(_ bytes: [UInt8], at path: String) throws(SystemFault) {
        let new = "\(path).\(Identifier.random()).new"
        do throws(SystemFault) {
            try File.write(bytes, to: new)
            try File.shareAsFolder(new)
            try File.replace(path, with: new)
        } catch {
            File.remove(new)
            throw error
        }
    }
}
