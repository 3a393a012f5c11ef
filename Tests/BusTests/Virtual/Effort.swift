// SPDX-License-Identifier: Apache-2.0
import Glibc

/// How much of a long campaign is run: a tenth and less by default, `TRAM_LONG=10` runs ten times
/// as much.
enum Effort {
    static func scaled(_ count: Int) -> Int { count * factor }

    private static let factor: Int = {
        guard let text = unsafe getenv("TRAM_LONG") else { return 1 }
        return unsafe min(max(Int(String(cString: text)) ?? 1, 1), 1_000)
    }()
}
