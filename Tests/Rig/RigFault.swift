// SPDX-License-Identifier: Apache-2.0
package import Host

/// Why a peer of a test could not be had. Tests let it fly: its sentence is the diagnosis.
package enum RigFault: Error, CustomStringConvertible {
    /// A system call failed.
    case system(SystemFault)
    /// The program said nothing useful in time or ended early; with what it left on its error
    /// output or in its log.
    case notReady(program: String, said: String)

    package var description: String {
        switch self {
        case .system(let fault): fault.description
        case .notReady(let program, let said): "\(program) did not get ready; it said: \(said)"
        }
    }
}

/// Runs what answers with a `SystemFault` where a `RigFault` is promised.
func rig<Value: ~Copyable>(_ body: () throws(SystemFault) -> Value) throws(RigFault) -> Value {
    do { return try body() } catch let fault { throw .system(fault) }
}
