// SPDX-License-Identifier: Apache-2.0
import Field

/// One way to break what an honest gateway tells, and where and as what it must be found.
enum Mutation: String, CaseIterable, Sendable {
    case dropRecord, dropRow, dropLastRecord, dropGap, narrowGap, dropMeta, dropBirth
    case otherContent, otherRow, otherGap, reuseAfterRestart, swapEpochs, swapOrder
    case unknownMeta, unknownPoint, incompleteFull, windowTwice
    case at1970, windowBackwards, tomorrow, hugeNumber, restamped
    case willInBetween, willOfNobody, olderSession, retained, cut

    struct Expectation {
        var kinds: Set<AuditProblem.Kind>
        /// "-" for the gateway itself.
        var device: String
        var stream: Stream?

        init(_ kinds: Set<AuditProblem.Kind>, _ device: String, _ stream: Stream? = nil) {
            (self.kinds, self.device, self.stream) = (kinds, device == "-" ? "" : device, stream)
        }

        func isMet(by report: AuditReport) -> Bool {
            report.problems.contains {
                kinds.contains($0.kind) && $0.place.device == device && $0.place.stream == stream
            }
        }
    }

    /// nil where a run has nothing to break in this way.
    func apply(_ messages: inout [AuditMessage], _ random: inout SplitMix) -> Expectation? {
        var patient = Patient(messages)
        let expectation = apply(&patient, &random)
        messages = patient.messages
        return expectation
    }

    private func apply(_ patient: inout Patient, _ random: inout SplitMix) -> Expectation? {
        switch self {
        case .dropRecord: patient.dropRecord(&random)
        case .dropRow: patient.dropRow(&random)
        case .dropLastRecord: patient.dropLast(&random)
        case .dropGap: patient.dropGap(&random)
        case .narrowGap: patient.narrowGap(&random)
        case .dropMeta: patient.dropMeta(&random)
        case .dropBirth: patient.dropBirth(&random)
        case .otherContent: patient.otherContent(&random)
        case .otherRow: patient.otherRow(&random)
        case .otherGap: patient.otherGap(&random)
        case .reuseAfterRestart: patient.reuse(&random)
        case .swapEpochs: patient.swapEpochs(&random)
        case .swapOrder: patient.swapOrder(&random)
        case .unknownMeta:
            patient.change(&random, .metaUnknown) { $0.with("meta", .string("deadbeef")) }
        case .unknownPoint: patient.unknownPoint(&random)
        case .incompleteFull: patient.incompleteFull(&random)
        case .windowTwice: patient.windowTwice(&random)
        case .at1970:
            patient.change(&random, .wrongTime) {
                $0.with($0["ts"] == nil ? "from" : "ts", .integer(3_600_000))
            }
        case .windowBackwards:
            patient.change(&random, .wrongTime, of: [.window]) {
                $0.with("from", $0["to"] ?? .null).with("to", $0["from"] ?? .null)
            }
        case .tomorrow:
            patient.change(&random, .timeAhead) { record in
                let name = record["ts"] == nil ? "to" : "ts"
                return record.with(name, .integer((record[name]?.integer ?? 0) + 86_400_000))
            }
        case .hugeNumber:
            patient.change(&random, .wrongNumber) { $0.with("seq", .integer(Int64(1) << 53)) }
        case .restamped:
            patient.change(&random, .restampStray) { $0.with("restamped", .bool(true)) }
        case .willInBetween: patient.will(&random)
        case .willOfNobody: patient.state(&random, .willUnknown, online: false, by: 7)
        case .olderSession: patient.state(&random, .sessionBack, online: true, by: -1)
        case .retained: patient.retain(&random)
        case .cut: patient.cut(&random)
        }
    }
}
