// SPDX-License-Identifier: Apache-2.0
internal import Field

/// One thing that goes wrong, and when, counted from the campaign's beginning.
struct Fault {
    /// Its raw value is what the command line and the table call it.
    enum Kind: String, CaseIterable {
        /// SIGKILL, and a new start.
        case kill
        /// SIGTERM, and a new start.
        case stop
        /// SIGKILL, bytes of the spool's files change or go, and a new start.
        case damage
        case brokerKill = "broker-kill"
        /// SIGSTOP: the kernel goes on accepting.
        case brokerFreeze = "broker-freeze"
        /// Connections end, and new ones too.
        case cut
        /// Nothing passes any more, and nobody is told.
        case halfOpen = "half-open"
        case slow
        /// The broker refuses every login.
        case login
        /// Messages come to the broker, its acknowledgements do not come back.
        case acknowledgements = "lost-acks"
        /// Writing and fsync wait.
        case stall
        /// No file can grow.
        case full
        /// SIGKILL, and a new start on a full disk: the agent keeps records in memory only, and
        /// says so. Not in the plan of all faults.
        case fullStart = "full-start"
        /// CLOCK_REALTIME steps, and later steps back.
        case clock
    }

    let kind: Kind
    let begin: Nanoseconds
    let length: Nanoseconds
    /// From the seed: how much, which file, which way.
    let draw: UInt64

    var end: Nanoseconds { begin + length }

    /// The clock's step.
    var step: Nanoseconds {
        let steps: [Nanoseconds] = [.milliseconds(700), .seconds(3), .seconds(90), .seconds(3_600)]
        let step = steps[Int(draw % 4)]
        return draw & 4 == 0 ? step : .zero - step
    }

    /// Bytes a second that a slow link lets through.
    var bytesPerSecond: Int { [1_000, 4_000, 16_000][Int(draw % 3)] }
}
