// SPDX-License-Identifier: Apache-2.0
internal import Host

/// Files that are there whole or not at all, whatever happens meanwhile.
enum WholeFiles {
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
}
