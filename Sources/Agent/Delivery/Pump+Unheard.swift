// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Records that the hub acknowledges and that wait all the same: nobody has subscribed to them.
struct Unheard: Hashable {
    /// Last levels of topics, sorted.
    var channels: [String] = []
    /// Devices of which some wait.
    var devices = 0
    /// One of the topics that nobody has subscribed to.
    var topic = ""

    var text: Text {
        let list = channels.joined(separator: ", ")
        let count = devices == 1 ? "1 device" : "\(devices) devices"
        return Text(
            en: "records wait: nobody has subscribed to \(list) of \(count), such as \(topic)",
            vi: "bản ghi đang chờ: chưa ai đăng ký nhận \(list) của \(devices) thiết bị, "
                + "chẳng hạn \(topic)")
    }
}

extension Pump {
    /// nil where somebody hears everything, as far as this session has seen.
    var unheard: Unheard? {
        guard session != nil else { return nil }
        var (found, channels, topic) = (Unheard(), Set<String>(), String?.none)
        for device in devices {
            var isUnheard = false
            for stream in Stream.allCases {
                let line = Int(device.line) + Int(stream.rawValue)
                let mark = store.lines[line].isUnheard
                // Whoever hears history gets that, too.
                let isNew = mark.new && !history.isOpen(line)
                let names = (isNew ? [stream.name] : []) + (isLate(line) ? ["hist"] : [])
                guard let first = names.first else { continue }
                isUnheard = true
                channels.formUnion(names)
                topic = topic ?? "\(device.topics.prefix)/\(first)"
            }
            if isUnheard { found.devices += 1 }
        }
        guard let topic else { return nil }
        (found.channels, found.topic) = (channels.sorted(), topic)
        return found
    }

    /// Whether something of it waits for somebody who hears history. What was to be sent again may
    /// be kept no longer by then.
    private func isLate(_ line: Int) -> Bool {
        let isThrough = isUpToDate && delivery.historyUnderWay == 0 && !history.isRefused(line)
        return store.lines[line].isUnheard.late && !isThrough
    }

    /// Records that the hub does not have, where that is known better than by the spool, which is
    /// looked at now and then and told of acknowledgements with the next batch: once it was gone
    /// through, only what is under way.
    var waiting: UInt64? {
        let knows = session != nil && isUpToDate && delivery.historyUnderWay == 0
        return knows && history.isWhole && lets(.live) ? UInt64(delivery.held) : nil
    }
}

extension JSONWriter {
    /// Nothing where everything is heard.
    mutating func member(_ unheard: Unheard?) {
        guard let unheard else { return }
        key("wait")
        beginObject()
        member("code", "hub-unheard")
        names("channels", unheard.channels)
        member("devices", unheard.devices)
        member("topic", unheard.topic)
        texts(en: unheard.text.en, vi: unheard.text.vi)
        endObject()
    }
}
