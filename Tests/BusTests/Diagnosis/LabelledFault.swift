// SPDX-License-Identifier: Apache-2.0
import Bus

/// What is wrong with a line, and what a diagnosis should say of it.
enum LabelledFault: String, CaseIterable {
    case none = "nothing"
    case dead = "dead device"
    case wrongUnit = "wrong unit id"
    case swapped = "A and B swapped"
    case wrongBaud = "wrong baud"
    case otherBaud = "answers at another baud"
    case wrongParity = "wrong parity"
    case echo = "echo"
    case short = "short replies"
    case noise = "noise (bit errors)"
    case late = "late replies"
    case master = "second master"
    case others = "another unit's replies"
    case exceptions = "exceptions only"
    case gateway = "gateway: 10 or 11"
    case shared = "converter with other clients"
    case tcpSilent = "TCP connects, silent"
    case hangsUp = "TCP hangs up"
    /// Not looked at while the rules were made.
    case sameUnit = "two devices, one unit id"
    case reflections = "reflections (doubled bytes)"

    /// What is one to a person with a ladder.
    enum Class: String, CaseIterable {
        case fine, silence, damage, echo, short, late, master, others, refusals, gateway, hangUp
    }

    static let heldOut: Set = [Self.sameUnit, .reflections]

    /// What has come of it: where nothing did, nobody can tell what it is.
    enum Mark { case none, damage, intact }

    /// The first cause that should be named.
    func named(_ mark: Mark) -> Set<WireFault?> {
        switch (self, mark) {
        case (.none, _): [nil]
        case (.dead, _), (.wrongUnit, _), (.swapped, _), (.wrongBaud, _): Self.silent
        // One that is set otherwise may be understood all the same.
        case (.otherBaud, .intact), (.wrongParity, .intact), (.noise, .intact),
            (.reflections, .intact), (.master, .intact), (.shared, .intact):
            [nil]
        case (.otherBaud, .none), (.wrongParity, .none), (.noise, .none): Self.silent
        case (.otherBaud, _), (.wrongParity, _): [.otherSettings]
        case (.noise, _), (.reflections, _): [.noise]
        case (.echo, _): [.ownEcho]
        case (.short, _): [.shortReplies]
        case (.late, _): [.lateReplies]
        case (.master, _): [.secondMaster]
        case (.others, _): [.otherReplies]
        case (.exceptions, _): [.onlyRefusals]
        case (.gateway, _): [.gatewaySilent]
        case (.shared, _): [.sameUnit, .otherReplies]
        case (.tcpSilent, _): [.hostSilent]
        case (.hangsUp, _): [.hangsUp]
        case (.sameUnit, _): [.sameUnit]
        }
    }

    private static let silent: Set<WireFault?> = [.lineSilent, .unitSilent, .hostSilent]
}

extension LabelledFault.Class {
    init(_ fault: WireFault?) {
        self =
            switch fault {
            case nil: .fine
            case .lineSilent, .unitSilent, .hostSilent: .silence
            case .otherSettings, .noise, .sameUnit: .damage
            case .ownEcho: .echo
            case .shortReplies: .short
            case .lateReplies: .late
            case .secondMaster: .master
            case .otherReplies: .others
            case .onlyRefusals: .refusals
            case .gatewaySilent: .gateway
            case .hangsUp: .hangUp
            }
    }
}
