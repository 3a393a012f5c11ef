// SPDX-License-Identifier: Apache-2.0
internal import Field

extension Scan {
    /// One request, and where its points stand in the answer.
    struct Read: Sendable {
        var request: ReadRequest
        var slots: [Slot]
        var exceptions: [Exceptions]
        var shape: Unit.Shape

        /// What brings no readings.
        init(_ request: ReadRequest) {
            (self.request, slots, exceptions) = (request, [], [])
            shape = Unit.Shape(request)
        }

        init(_ request: ReadRequest, of points: [Point]) {
            self.init(request)
            for index in request.points {
                let point = points[index]
                let own = Exceptions(point)
                if let own { exceptions.append(own) }
                let element = Int(point.address) - Int(request.address)
                slots.append(
                    Slot(
                        point: UInt32(index), order: point.order,
                        place: UInt16(
                            request.table.isBits ? element : element * request.registerBytes),
                        field: point.field,
                        exceptions: own == nil ? nil : UInt16(exceptions.count - 1),
                        form: Form(point, isBit: request.table.isBits)))
            }
        }
    }
}
