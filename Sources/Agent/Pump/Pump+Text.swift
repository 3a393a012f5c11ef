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
            if session != nil { tellChangedMeta(number) }
        }
    }

    /// The hub knows those before it, unless they wait themselves.
    private mutating func tellChangedMeta(_ number: Int) {
        if delivery.withdraw(present: devices[number].topics.meta) {
            tellMetas(number)
        } else {
            delivery.add(present: metaMessage(number, devices[number].meta))
        }
    }

    /// Tells what the records of a device name: first what it was when those were made that are
    /// held, then what it is, which the hub retains.
    mutating func tellMetas(_ number: Int) {
        devices[number].forgetEarlier(before: delivery.oldestRecord)
        for earlier in devices[number].earlier {
            delivery.add(present: metaMessage(number, earlier.meta))
        }
        delivery.add(present: metaMessage(number, devices[number].meta))
    }

    private func metaMessage(_ number: Int, _ meta: MetaRecord) -> Message {
        Message(topic: devices[number].topics.meta, payload: meta.payload, retain: true)
    }
}
