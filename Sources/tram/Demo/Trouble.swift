// SPDX-License-Identifier: Apache-2.0

/// One fault that the person at the screen has made, and what the hub saw of it. Times are UTC in
/// milliseconds.
struct Trouble: Hashable {
    enum Target: Hashable {
        case device(String)
        case line(String)
        case broker
    }

    let target: Target
    let began: Int64
    /// When the hub first heard of it, and under which code. Of the broker: when it was gone.
    var noticed: Int64?
    var code = ""
    /// When the cause was taken away.
    var mended: Int64?
    /// When the hub had good values again from all that it concerned; of the broker, when nothing
    /// old came any more.
    var recovered: Int64?
    /// Records that were made while the hub was away, and came when it was back.
    var caughtUp = 0
    /// Numbers that are missing since it began.
    var lost: Int64 = 0

    /// Devices that have not sent good values since it was mended.
    fileprivate(set) var waitingFor: Set<String>
    fileprivate let lostBefore: Int64
    /// When our subscription stood again.
    fileprivate var hubBack: Int64?
}

/// The faults that were made, the newest last, each from order to recovery.
struct Troubles {
    /// Faults that are remembered; the oldest are forgotten when they are over.
    private static let countLimit = 32
    /// A record that came sooner than this after it was made did not wait for anything.
    private static let fresh: Int64 = 1_500

    private(set) var all: [Trouble] = []

    /// Whether there is one of this target that is not mended.
    func isOpen(_ target: Trouble.Target) -> Bool {
        all.contains { $0.target == target && $0.mended == nil }
    }

    mutating func begin(
        _ target: Trouble.Target, devices: Set<String>, lost: Int64, at now: Int64
    ) {
        if all.count >= Self.countLimit,
            let over = all.firstIndex(where: { $0.recovered != nil }) ?? all.indices.first
        {
            all.remove(at: over)
        }
        all.append(
            Trouble(target: target, began: now, waitingFor: devices, lostBefore: lost))
    }

    mutating func mend(_ target: Trouble.Target, at now: Int64) {
        change { trouble in
            if trouble.target == target, trouble.mended == nil { trouble.mended = now }
        }
    }

    /// The hub was told that a device does not answer.
    mutating func failed(_ device: String, _ code: String, at now: Int64) {
        change { trouble in
            guard trouble.target != .broker, trouble.mended == nil, trouble.noticed == nil,
                trouble.waitingFor.contains(device)
            else { return }
            trouble.noticed = now
            trouble.code = code
        }
    }

    mutating func hubDown(at now: Int64) {
        change { trouble in
            guard trouble.target == .broker, trouble.mended == nil else { return }
            trouble.noticed = trouble.noticed ?? now
        }
    }

    mutating func hubUp(at now: Int64) {
        change { trouble in
            if trouble.target == .broker, trouble.mended != nil { trouble.hubBack = now }
        }
    }

    /// A record has come that was made at a moment; `isWell`: with a value in it.
    mutating func heard(from device: String, isWell: Bool, made: Int64, at now: Int64) {
        change { trouble in
            if trouble.target == .broker {
                guard trouble.hubBack != nil else { return }
                if made > now - Self.fresh { trouble.waitingFor.remove(device) }
                trouble.settle(at: now)
            }
        }
        if isWell { answered(device, at: now, said: made) }
    }

    /// The hub was told that a device answers again, be it without a value.
    mutating func answered(_ device: String, at now: Int64, said: Int64) {
        change { trouble in
            guard trouble.target != .broker, let mended = trouble.mended, said >= mended else {
                return
            }
            trouble.waitingFor.remove(device)
            if trouble.waitingFor.isEmpty { trouble.recovered = now }
        }
    }

    /// Records have come as history.
    mutating func caughtUp(_ records: Int, at now: Int64) {
        change { trouble in
            guard trouble.target == .broker, trouble.hubBack != nil else { return }
            trouble.caughtUp += records
            trouble.settle(at: now)
        }
    }

    /// How many numbers are missing in all.
    mutating func lost(_ count: Int64) {
        change { $0.lost = max(0, count - $0.lostBefore) }
    }

    private mutating func change(_ body: (inout Trouble) -> Void) {
        for index in all.indices where all[index].recovered == nil { body(&all[index]) }
    }
}

extension Trouble {
    /// The hub is back when every device has told something new, and nothing before it is missing.
    fileprivate mutating func settle(at now: Int64) {
        if waitingFor.isEmpty, lost == 0 { recovered = now }
    }
}
