// SPDX-License-Identifier: Apache-2.0

/// One text of a device as its registers hold it.
package struct DeviceText: Hashable, Sendable {
    /// The device's number in the agent's table.
    package var device: UInt32
    /// Index into the device's texts.
    package var text: Int
    package var words: [UInt16]

    package init(device: UInt32, text: Int, words: [UInt16]) {
        self.device = device
        self.text = text
        self.words = words
    }
}
