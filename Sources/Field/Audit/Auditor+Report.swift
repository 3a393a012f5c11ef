// SPDX-License-Identifier: Apache-2.0

extension Auditor {
    /// Ranges of missing numbers that a sentence names.
    private static let mostNamed = 6

    /// What is known now. Later messages may still bring what is missing.
    package func report() -> AuditReport {
        var ofDevice = [[AuditReport.Series]](repeating: [], count: devices.count)
        for index in series.indices {
            ofDevice[series[index].device].append(report(ofSeries: index))
        }
        var ofGateway = [[AuditReport.Device]](repeating: [], count: gateways.count)
        for index in devices.indices {
            ofGateway[devices[index].gateway].append(report(ofDevice: index, ofDevice[index]))
        }
        var list: [AuditReport.Gateway] = []
        for index in gateways.indices {
            list.append(report(ofGateway: index, ofGateway[index]))
        }
        list.sort { ($0.root, $0.id) < ($1.root, $1.id) }
        let found = allProblems(list)
        return AuditReport(
            gateways: list, counts: counts, problems: found, beyond: problems.beyond)
    }

    private func report(ofSeries index: Int) -> AuditReport.Series {
        let book = series[index]
        let epoch = gateways[devices[book.device].gateway].epochs[book.epoch]
        let first = base(of: index)
        return AuditReport.Series(
            stream: book.stream, epoch: epoch.id, first: first,
            heldCount: book.held.count - book.lent, held: book.held,
            declared: book.declared.subtracting(book.held), missing: book.missing(from: first),
            unresolved: book.unresolved, again: book.again, uncompared: book.uncompared,
            restamped: book.restamped, readings: book.readings)
    }

    private func report(
        ofDevice index: Int, _ series: [AuditReport.Series]
    ) -> AuditReport.Device {
        let book = devices[index]
        let ordered = series.enumerated().sorted {
            ($0.element.stream.rawValue, $0.offset) < ($1.element.stream.rawValue, $1.offset)
        }
        return AuditReport.Device(
            id: book.id, series: ordered.map(\.element), worstLatency: book.latency.worst,
            medianLatency: book.latency.median)
    }

    private func report(
        ofGateway index: Int, _ devices: [AuditReport.Device]
    ) -> AuditReport.Gateway {
        let book = gateways[index]
        let epoch = book.current.map { book.epochs[$0] }
        return AuditReport.Gateway(
            root: book.root, id: book.id, isOnline: book.isOnline, epoch: epoch?.id,
            session: epoch?.session, lateWills: book.lateWills, repeatedGaps: book.repeatedGaps,
            devices: devices.sorted { $0.id < $1.id })
    }

    // MARK: Problems

    private func allProblems(_ gateways: [AuditReport.Gateway]) -> [AuditProblem] {
        var list = problems.problems + unknown + stepped
        for gateway in gateways {
            for device in gateway.devices {
                for series in device.series where series.missingCount > 0 {
                    let place = AuditProblem.Place(
                        root: gateway.root, gateway: gateway.id, device: device.id,
                        stream: series.stream)
                    list.append(missing(series, place))
                }
            }
        }
        let steppedPlaces = Set(stepped.map(\.place))
        // Where a clock was set back, windows over the same hour are the truth.
        list.removeAll { $0.kind == .windowOverlap && steppedPlaces.contains($0.place) }
        let order = Dictionary(
            uniqueKeysWithValues: AuditProblem.Kind.allCases.enumerated().map { ($1, $0) })
        return list.sorted {
            (order[$0.kind] ?? 0, $0.place.root, $0.place.name, $0.first)
                < (order[$1.kind] ?? 0, $1.place.root, $1.place.name, $1.first)
        }
    }

    private func missing(
        _ series: AuditReport.Series, _ place: AuditProblem.Place
    ) -> AuditProblem {
        let ranges = series.missing.ranges
        var names = ranges.prefix(Self.mostNamed).map {
            $0.lowerBound == $0.upperBound
                ? "#\($0.lowerBound)" : "#\($0.lowerBound)–\($0.upperBound)"
        }
        if ranges.count > names.count || series.unresolved > 0 { names.append("…") }
        return AuditProblem(
            kind: .missing, place: place, count: Int(clamping: series.missingCount),
            first: names.joined(separator: ", "))
    }

    /// Records whose definition has not come at all.
    private var unknown: [AuditProblem] {
        devices.indices.flatMap { index in
            devices[index].unknown.values.map {
                AuditProblem(
                    kind: .metaUnknown, place: place(index, $0.stream), count: $0.count,
                    first: $0.first)
            }
        }
    }

    private var stepped: [AuditProblem] {
        devices.indices.filter { devices[$0].isStepped }.map {
            AuditProblem(kind: .clockStepped, place: place($0, .window), count: 1, first: "")
        }
    }
}
