// SPDX-License-Identifier: Apache-2.0
internal import Bus
internal import Field

extension DeviceRead {
    /// Points refused alone before anything was read: then it is the device, and no map of holes.
    private static let mostRefusals = 8

    /// Makes its requests one after the other; how many there were. What is refused is asked for in
    /// halves, as it may be one point that the device lacks; a unit that is silent is left alone.
    mutating func ask(_ read: (ReadRequest) throws -> GuestResult.Outcome) rethrows -> Int {
        var open = Array(requests.reversed())
        var (asked, refusals, hasData) = (0, 0, false)
        while let request = open.popLast() {
            asked += 1
            switch try read(request) {
            case .data(let data):
                if take(data, of: request) { hasData = true } else { fail(request, .commGarbled) }
            case .exception(let code):
                let isOfTheMap =
                    (code == 2 || code == 3) && (hasData || refusals < Self.mostRefusals)
                if isOfTheMap, let (first, second) = halves(of: request) {
                    open += [second, first]
                } else {
                    refusals += 1
                    fail(request, Quality(exception: code), exception: code)
                }
            case .failed(let quality) where quality != .commTimeout && quality != .commGateway:
                fail(request, quality)
            case .failed, .closed, .late, .refused:
                for rest in [request] + open { fail(rest, .commTimeout) }
                open = []
            }
        }
        return asked
    }
}
