// SPDX-License-Identifier: Apache-2.0
internal import Bus
internal import Config
internal import Field
internal import Host

/// `tram doctor`: everything is looked at, and what is wrong is kept.
struct DoctorRun {
    /// How long an answer is waited for at most.
    static let longestWait = Nanoseconds.seconds(2)
    /// For asking all devices.
    static let longest = Nanoseconds.seconds(120)
    /// For each step of the way to the hub.
    static let hubPatience = Nanoseconds.seconds(5)
    /// Problems of the file that are told one by one.
    static let mostProblems = 8

    let path: String
    let control: String
    let configuration: Configuration
    /// Only these.
    let lines: [Line]
    let isWhole: Bool
    /// Readable once a person ends it.
    let stop: CInt
    var progress: DoctorProgress
    var report = DoctorReport()
    /// When the first device was asked.
    var began = Instant(nanoseconds: .min)

    mutating func run() {
        report.scope.buses = lines.count
        report.scope.devices = lines.reduce(0) { $0 + $1.devices.count }
        let status = askService()
        examineLines(status)
        if isWhole, !isStopped {
            lookAtSpool(status)
            lookAtClock(status)
            lookAtHub(status)
        }
        progress.end()
        report.isStopped = isStopped
    }

    /// Whether a person has ended it.
    var isStopped: Bool { PollSet.isReadable(stop) }

    /// What the running service says of itself.
    private mutating func askService() -> DoctorService {
        do throws(ServiceFault) {
            let answer = try ServiceClient.ask("status", at: control)
            report.scope.isServed = true
            return .running(StatusReport(answer["status"] ?? .null))
        } catch {
            tell(error)
            if case .notRunning = error { return .none }
            return .unknown
        }
    }

    mutating func tell(_ fault: ServiceFault) {
        report.add(
            DoctorFinding(
                .service, control, code: fault.code, in: .service, found: fault.text))
    }
}

/// Whom the lines belong to.
enum DoctorService {
    case running(StatusReport)
    /// Nobody: they can be opened here.
    case none
    /// Somebody who does not tell.
    case unknown

    var status: StatusReport? {
        if case .running(let status) = self { status } else { nil }
    }
}
