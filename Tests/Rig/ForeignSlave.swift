// SPDX-License-Identifier: Apache-2.0
internal import Field

/// A Modbus slave made of pymodbus: somebody else's reading of the specification, well-behaved.
/// Registers that its image does not have answer with exception 2 (illegal address); units that
/// it does not have do not answer. It is killed when let go of.
///
///     let slave = try ForeignSlave(.tcp, [1: [.holding: [0: [1, 2, 3], 100: [7]]]])
///     // … read registers 0 to 2 of unit 1 at 127.0.0.1:slave.endpoint.port …
///     try slave.set(1, .holding, at: 1, [77])     // in force when it returns
///     let line = try ForeignSlave(.rtu, [1: [.coil: [0: [1, 0, 1]]]])
///     // … at line.endpoint.path …
///     slave.stop()
///     let again = try ForeignSlave(.tcp, [:], port: slave.endpoint.port)
///
/// A class, because a test and its client hold it together.
package final class ForeignSlave: Sendable {
    /// The four tables of Modbus.
    package enum Table: String, Sendable {
        case holding
        case input
        case coil
        case discrete
    }

    /// Words (bits as 0 and 1) by unit, table and first address.
    package typealias Image = [Int: [Table: [Int: [UInt16]]]]

    package let endpoint: Endpoint
    private let program: Program

    /// Starts it and waits until it serves; on TCP at `port` or at a free one. `identity`: what it
    /// says of itself, by the numbers of function 43/14.
    package init(
        _ wire: Wire, _ image: Image, identity: [Int: String] = [:], port: UInt16? = nil
    ) throws(RigFault) {
        let texts = ForeignSlave.object(identity.map { ("\($0)", "\"\($1)\"") })
        (program, endpoint) = try Peer.start(
            "slave.py", wire, ["--identity", texts], firstLine: ForeignSlave.json(image), port: port
        )
    }

    /// Changes values, or adds some that were not there.
    package func set(
        _ unit: Int, _ table: Table, at address: Int, _ words: [UInt16]
    ) throws(RigFault) {
        try Peer.tell(
            program,
            """
            {"unit": \(unit), "table": "\(table.rawValue)", "address": \(address), \
            "values": \(words)}
            """)
    }

    /// Stops or continues it: there on the wire, and silent.
    package func freeze(_ on: Bool) { program.freeze(on) }

    /// Ends it at once: its port refuses, its terminal hangs up.
    package func stop() throws(RigFault) {
        program.stop(force: true)
        guard try program.ended(within: .seconds(10)) != nil else { throw program.notReady() }
    }

    private static func json(_ image: Image) -> String {
        object(
            image.map { unit, tables in
                let tables = tables.map { table, runs in
                    (table.rawValue, object(runs.map { ("\($0)", "\($1)") }))
                }
                return ("\(unit)", object(tables))
            })
    }

    private static func object(_ members: [(String, String)]) -> String {
        "{" + members.map { "\"\($0)\": \($1)" }.joined(separator: ", ") + "}"
    }
}
