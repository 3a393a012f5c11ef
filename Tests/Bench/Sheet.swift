// SPDX-License-Identifier: Apache-2.0
internal import Glibc
internal import Host

/// How the benches print.
enum Sheet {
    static func row(_ name: String, _ cells: String...) -> String {
        let padded = cells.map { String(repeating: " ", count: max(1, 12 - $0.count)) + $0 }
        return name + String(repeating: " ", count: max(0, 40 - name.count)) + padded.joined()
    }

    /// Two decimals.
    static func fixed(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let fraction = hundredths % 100
        return "\(hundredths / 100)." + (fraction < 10 ? "0" : "") + "\(fraction)"
    }

    /// The machine's load over the last minute.
    static var load: String {
        var averages: [Double] = [0]
        let known = unsafe getloadavg(&averages, 1) == 1
        return (known ? fixed(averages[0]) : "unknown")
            + " on \(sysconf(Int32(_SC_NPROCESSORS_ONLN))) cores"
    }

    /// At once, also into a pipe.
    static func line(_ text: String) { Environment.write(text + "\n") }
}

extension [Double] {
    var median: Double { sorted()[count / 2] }

    /// The least and the most.
    var spread: String { "\(Sheet.fixed(self.min() ?? 0))–\(Sheet.fixed(self.max() ?? 0))" }
}
