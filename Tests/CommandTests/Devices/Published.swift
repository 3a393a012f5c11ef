// SPDX-License-Identifier: Apache-2.0
import Field
import Host
import Rig

/// What a consumer of a gateway knows of its devices: the first that was told of every point, once
/// that was warm.
struct Published {
    struct Value {
        /// As it was written; nil: null.
        let text: String?
        /// nil: good.
        let quality: String?

        var isCold: Bool { quality == Quality.faultNotReady.code }
    }

    /// By device and point.
    private(set) var values: [String: [String: Value]] = [:]
    private(set) var texts: [String: [String: String]] = [:]
    /// Devices of which a record came that says that it is complete.
    private(set) var complete: Set<String> = []

    /// Takes what a broker delivers until it has told of these points of these devices, or the time
    /// is over.
    init(_ heard: Subscriber, of points: [String: [Point]], within time: Nanoseconds) throws {
        let deadline = Clock.now() + time
        var open = Set(points.keys)
        while !open.isEmpty, Clock.now() < deadline,
            let message = try heard.next(within: deadline - Clock.now())
        {
            guard let device = take(message), open.contains(device) else { continue }
            if points[device]?.allSatisfy({ isTold($0, device) }) ?? true { open.remove(device) }
        }
    }

    private func isTold(_ point: Point, _ device: String) -> Bool {
        guard let value = value(of: point, device) else { return false }
        return complete.contains(device) && !(value.isCold && point.warmUp != nil)
    }

    func value(of point: Point, _ device: String) -> Value? {
        guard point.kind == .text else { return values[device]?[point.name] }
        return texts[device]?[point.name].map { Value(text: $0, quality: nil) }
    }

    /// The device that a message speaks of.
    private mutating func take(_ message: Subscriber.Message) -> String? {
        let levels = message.topic.split(separator: "/").map(String.init)
        let limits = JSON.Limits(bytes: 1 << 22, values: 1 << 17)
        guard levels.count == 7, levels[5] != "-",
            let json = try? JSON(parsing: message.payload, limits: limits)
        else { return nil }
        switch levels[6] {
        case "live": live(json, levels[5])
        case "meta": meta(json, levels[5])
        default: return nil
        }
        return levels[5]
    }

    private mutating func live(_ json: JSON, _ device: String) {
        if json["full"] == .bool(true) { complete.insert(device) }
        for member in json["values"]?.members ?? [] {
            let name = member.key
            let text: String? =
                switch member.value {
                case .number(let text): text
                case .bool(let on): "\(on)"
                default: nil
                }
            let told = Value(text: text, quality: json["q"]?[name]?.string)
            if values[device]?[name]?.isCold ?? true { values[device, default: [:]][name] = told }
        }
    }

    private mutating func meta(_ json: JSON, _ device: String) {
        for member in json["texts"]?.members ?? [] {
            texts[device, default: [:]][member.key] = member.value.string
        }
        if let serial = json["serial"]?.string { texts[device, default: [:]]["serial"] = serial }
    }
}

extension Point {
    /// Whether a consumer is told of it without asking.
    var isTold: Bool { access != .write && group != .demand }
}
