// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

extension Machine {
    /// Time in which a processor of this virtual machine had work and was lent to another one, of
    /// all processors, since it booted (proc(5), /proc/stat: the eighth number, in 10 ms).
    static var stolen: Nanoseconds {
        guard case .bytes(let bytes)? = try? File.read("/proc/stat", atMost: 1 << 20) else {
            return .zero
        }
        let first = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        let numbers = first.split(separator: " ").compactMap { Int64($0) }
        return numbers.count > 7 ? .milliseconds(numbers[7] * 10) : .zero
    }
}
