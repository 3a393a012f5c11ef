// SPDX-License-Identifier: Apache-2.0
internal import Bus
internal import Field
internal import Host
internal import Logging

/// Writes of technicians, request by request, each between two polls. What was written, by whom,
/// and what came of it stands in the log.
extension PumpThread {
    /// For a write, its waiting among others included; the device's own pause comes to it.
    private static let writePatience = Nanoseconds.seconds(8)

    /// nil where the answer is still to come.
    mutating func begin(
        _ write: ControlRequest.Write, for client: LineDesk.Client, at now: Instant
    ) throws(ControlRefusal) -> [UInt8]? {
        let lines = agent.settings.configuration.lines
        guard let line = lines.first(where: { $0.devices.contains { $0.id == write.device } }),
            let device = line.devices.first(where: { $0.id == write.device })
        else { throw .unknownDevice }
        // What is only written is no value of the device.
        guard let point = device.profile.points.first(where: { $0.name == write.point }) else {
            throw .unknownPoint
        }
        let patience = Self.writePatience + (point.write?.pause ?? .zero)
        let task: WriteTask
        do throws(PointWrite.Mistake) {
            task = try WriteTask(
                write, of: device, point, on: line.id, for: client, deadline: now + patience)
        } catch {
            return error.line(of: point)
        }
        if write.isDry { return task.plan }
        guard goOn(task) else { throw .busy }
        return nil
    }

    /// Has the bus make the next request; false where it cannot take it.
    private mutating func goOn(_ task: WriteTask) -> Bool {
        var task = task
        guard let step = task.next(id: lastGuest + 1), bus.ask(step, on: task.line) else {
            return false
        }
        lastGuest += 1
        writes[step.id] = task
        return true
    }

    /// One request has ended: the next is made, or the technician is told.
    mutating func goOn(_ task: WriteTask, _ result: GuestResult, at now: Instant) {
        var task = task
        guard case .data(let data) = result.outcome else {
            if task.fail(result, until: now + Self.writePatience), goOn(task) { return }
            let note = task.isLeftOpen ? WriteTask.leftOpen : nil
            return end(
                task, task.answer(failed: task.failure ?? result, note),
                task.isLeftOpen ? "failed, and not locked again" : "failed")
        }
        task.take(data)
        if task.steps.isEmpty {
            guard let failure = task.failure else {
                return end(task, task.answer(result), task.verdict)
            }
            return end(
                task, task.answer(failed: failure, WriteTask.lockedAgain),
                "failed, and locked again")
        }
        if !goOn(task) { end(task, ControlRefusal.busy.line, "not read back: the bus is busy") }
    }

    /// The bus has stopped: nobody knows of a request that was out what came of it.
    func giveUp(_ task: WriteTask) {
        end(task, task.givenUp, "given up: the service ends or begins anew")
    }

    private func end(_ task: WriteTask, _ answer: [UInt8], _ verdict: String) {
        orders.desk.answer(task.client, answer, isLast: true)
        log.notice(
            """
            user \(task.client.peer.user) writes \(task.request.value) to \(task.request.device) \
            \(task.point.name) (unit \(task.unit) on \(task.line)): \(verdict)
            """)
    }
}
