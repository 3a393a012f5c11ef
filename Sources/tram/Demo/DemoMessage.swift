// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Hub

/// A message of ours, taken apart: whose it is, on which channel, and what it says.
struct DemoMessage {
    /// The largest that is decoded.
    private static let byteLimit = 64 * 1_024

    let device: String
    let channel: String
    /// Root, area, site and gateway.
    let place: String
    /// null for what is no JSON, or too large.
    let content: JSON
    /// Kept by the hub from before we asked.
    let isRetained: Bool

    /// nil for what is on no channel of ours, and for a retained message that is cleared.
    init?(_ message: Received) {
        let levels = message.topic.split(separator: "/")
        guard levels.count == 7, !message.payload.isEmpty else { return nil }
        do throws(JSON.Fault) {
            content = try JSON(
                parsing: message.payload, limits: JSON.Limits(bytes: Self.byteLimit))
        } catch {
            content = .null
        }
        device = String(levels[5])
        channel = String(levels[6])
        place = [levels[0], levels[1], levels[3], levels[4]].joined(separator: "/")
        isRetained = message.retain
    }
}
