// SPDX-License-Identifier: Apache-2.0
package import Field
internal import Hub

extension Pump {
    /// What devices say they are, as their lines have read it. A device that says something else
    /// than before gets another `meta`, told before the next record, which is complete.
    package mutating func take(texts: [DeviceText]) {
        var changed: Set<Int> = []
        for text in texts {
            let number = Int(text.device)
            if self.texts[number]?.take(text.words, text.text) == true { changed.insert(number) }
        }
        for number in changed.sorted() {
            guard let own = self.texts[number]?.own else { continue }
            devices[number].change(to: devices[number].meta.saying(own))
            storeMeta(number)
            if session != nil { delivery.add(present: metaMessage(number)) }
        }
    }

    /// Tells what a device is, which the hub retains.
    func metaMessage(_ number: Int) -> Message {
        Message(
            topic: devices[number].topics.meta, payload: devices[number].meta.payload, retain: true)
    }
}
