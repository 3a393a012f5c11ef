// SPDX-License-Identifier: Apache-2.0
internal import CLinux

/// What the process asks of the machine, set once before the first thread starts.
package enum Process {
    /// The largest descriptor number plus one: libmodbus and libmosquitto use select(2) without a
    /// bound, and a larger number would corrupt their memory.
    package static let descriptorLimit: UInt64 = 1_024

    package static func economise() throws(SystemFault) {
        clinux_limit_arenas()
        try check("setrlimit") { clinux_limit_descriptors(descriptorLimit) }
    }

    /// Once more after start-up: hands back the memory of code that ran once (reading files,
    /// checking, connecting). What is still needed is mapped again as it runs, in microseconds.
    package static func forgetStartup() {
        clinux_forget_code()
        returnHeap()
    }

    /// A thread's, after its start-up, which calls deeper than all that follows.
    package static func forgetStack() { clinux_forget_stack() }

    /// After a burst: the C library keeps what was freed, page by page, for a burst that may never
    /// come again.
    package static func returnHeap() { clinux_return_heap() }
}
