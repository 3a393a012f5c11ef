// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Spool

extension Bundle {
    /// What follows from a configuration without errors: how buses are read, how the spool does.
    mutating func add(_ configuration: Configuration) {
        var plan = JSONWriter()
        plan.beginArray()
        for line in configuration.lines { plan.plan(line) }
        plan.endArray()
        add("plan.json", plan)
        let path = configuration.storage.path
        let sight = SpoolSight(path, size: configuration.storage.size.bytes)
        var spool = JSONWriter()
        switch sight {
        case .seen(let look): spool.spool(path, look, Spool.relics(of: path))
        case .none, .noFolder, .denied, .fault: spool.spool(path, sight)
        }
        add("spool.json", spool)
    }

    private mutating func add(_ name: String, _ writer: JSONWriter) {
        add(name, String(decoding: writer.bytes, as: UTF8.self) + "\n")
    }
}
