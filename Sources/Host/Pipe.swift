// SPDX-License-Identifier: Apache-2.0
internal import CLinux

/// A pipe, mostly a child's output: what is written to one end is read at the other.
package struct Pipe: ~Copyable, Sendable {
    package let reading: Descriptor
    package let writing: Descriptor

    package init() throws(SystemFault) {
        var ends: [CInt] = [-1, -1]
        try check("pipe") { unsafe clinux_pipe(&ends) }
        reading = Descriptor(owning: ends[0])
        writing = Descriptor(owning: ends[1])
    }

    /// Keeps the reading end; the writing end closes, as it must once the child has its copy.
    package consuming func keepReading() -> Descriptor { reading }

    /// Keeps the writing end; the reading end closes, as it must once the child has its copy.
    package consuming func keepWriting() -> Descriptor { writing }
}
