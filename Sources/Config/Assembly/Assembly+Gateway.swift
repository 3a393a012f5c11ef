// SPDX-License-Identifier: Apache-2.0
internal import Field

extension Assembly {
    mutating func gateway() -> Gateway? {
        guard let section = file.gateway else { return nil }
        guard let id = section.id ?? ownID(section) else { return nil }
        var gateway = Gateway(id: id, area: section.area, site: section.site)
        gateway.attributes = section.attributes
        gateway.clock = section.clock
        return gateway
    }

    /// The id that the machine itself gives, unless a wrong one was written.
    private mutating func ownID(_ section: Marked<GatewaySection>) -> String? {
        if section.node["id"] != nil { return nil }
        if let id = MachineID(file: machineID)?.gatewayID { return id }
        findings.add(
            .missingKey, at: section.node.mark,
            Text(
                en: "missing key id, and \(machineID) holds no machine id to make one from; "
                    + "write an id here or run systemd-machine-id-setup",
                vi: "thiếu khóa id, và \(machineID) không có machine-id để tạo; hãy ghi id vào "
                    + "đây hoặc chạy systemd-machine-id-setup"))
        return nil
    }
}
