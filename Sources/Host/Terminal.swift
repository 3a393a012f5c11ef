// SPDX-License-Identifier: Apache-2.0
internal import CLinux
internal import Glibc

/// The terminal that standard output goes to.
package enum Terminal {
    /// What it shows at a time.
    package struct Size: Hashable, Sendable {
        package var columns: Int
        package var rows: Int

        package init(columns: Int, rows: Int) {
            self.columns = columns
            self.rows = rows
        }
    }

    /// Its width, 80 where it is none.
    package static var columns: Int { size()?.columns ?? 80 }

    /// Its size; nil where it is none or does not know, as a serial console.
    package static func size(of descriptor: CInt = 1) -> Size? {
        var columns: CInt = 0
        var rows: CInt = 0
        guard unsafe clinux_terminal_size(descriptor, &columns, &rows), columns > 0, rows > 0
        else { return nil }
        return Size(columns: Int(columns), rows: Int(rows))
    }

    /// What Ctrl-Z does where the terminal does not do it by itself: the whole job stops, children
    /// and all. Returns when the shell lets it go on.
    package static func suspendJob() { kill(0, SIGTSTP) }
}
