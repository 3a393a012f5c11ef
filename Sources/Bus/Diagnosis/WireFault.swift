// SPDX-License-Identifier: Apache-2.0
package import Field

/// What is wrong between a port and a unit, as bytes and times tell it.
package enum WireFault: CaseIterable, Hashable, Sendable {
    /// No unit of the line says anything: which of the causes it is, no byte can tell.
    case lineSilent
    /// This one says nothing; of others nothing is known, or they answer.
    case unitSilent
    /// A connection is there, and nothing comes over it.
    case hostSilent
    /// What comes is how another baud or parity looks through ours.
    case otherSettings
    /// Answers are damaged as chance will have it.
    case noise
    /// Two devices answer to one unit id.
    case sameUnit
    /// Our own requests come back.
    case ownEcho
    /// Answers lack bytes.
    case shortReplies
    /// Answers are intact, and come when nobody waits for them any more.
    case lateReplies
    /// Somebody else asks on this line.
    case secondMaster
    /// Intact answers, but of other units or to other requests.
    case otherReplies
    /// The unit answers, and refuses everything.
    case onlyRefusals
    /// A gateway says that it does not reach the unit.
    case gatewaySilent
    /// The other end closes the connection when it is asked.
    case hangsUp

    /// The same in every language and version.
    package var code: String {
        switch self {
        case .lineSilent: "line-silent"
        case .unitSilent: "unit-silent"
        case .hostSilent: "host-silent"
        case .otherSettings: "other-settings"
        case .noise: "line-noise"
        case .sameUnit: "same-unit"
        case .ownEcho: "own-echo"
        case .shortReplies: "short-replies"
        case .lateReplies: "late-replies"
        case .secondMaster: "second-master"
        case .otherReplies: "other-replies"
        case .onlyRefusals: "only-refusals"
        case .gatewaySilent: "gateway-silent"
        case .hangsUp: "hangs-up"
        }
    }
}

/// A fault that a trace speaks for.
package struct Suspicion: Hashable, Sendable {
    package let fault: WireFault
    /// Whether nothing else makes such bytes.
    package let isSure: Bool
    /// How the unit seems to be set, where its bytes look like that.
    package var settings: SerialSpeed?
    /// Whether these are the only ones; else they are an example.
    package var isSettled = false

    init(_ fault: WireFault, sure isSure: Bool = false, settings: SerialSpeed? = nil) {
        (self.fault, self.isSure, self.settings) = (fault, isSure, settings)
    }
}
