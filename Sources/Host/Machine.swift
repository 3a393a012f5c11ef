// SPDX-License-Identifier: Apache-2.0

/// The machine that we run on, as its kernel tells.
package enum Machine {
    /// The kernel's random id of its running (`/proc/sys/kernel/random/boot_id`, proc(5)); 0 where
    /// it does not tell.
    package static var boot: UInt128 {
        do throws(SystemFault) {
            guard case .bytes(let text) = try File.read(bootPath, atMost: 64) else { return 0 }
            let digits = String(decoding: text, as: UTF8.self).filter(\.isHexDigit)
            return UInt128(digits, radix: 16) ?? 0
        } catch {
            return 0
        }
    }

    private static let bootPath = "/proc/sys/kernel/random/boot_id"
}
