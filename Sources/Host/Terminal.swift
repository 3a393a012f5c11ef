// SPDX-License-Identifier: Apache-2.0
internal import CLinux

/// The terminal that standard output goes to.
package enum Terminal {
    /// Its width, 80 where it is none.
    package static var columns: Int {
        var columns: CInt = 0
        var rows: CInt = 0
        guard unsafe clinux_terminal_size(1, &columns, &rows), columns > 0 else { return 80 }
        return Int(columns)
    }
}
