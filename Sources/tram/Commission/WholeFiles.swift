// SPDX-License-Identifier: Apache-2.0
internal import Host

/// Files that are there whole or not at all, whatever happens meanwhile.
enum WholeFiles {
    static func write(_ bytes: [UInt8], to path: String) throws(SystemFault) {
        let new = "\(path).new"
        File.remove(new)
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
