// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Field

struct DeviceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "device",
        abstract: Text(
            en: "Devices of this gateway: list, show, add, remove, try.",
            vi: "Thiết bị của gateway này: list, show, add, remove, try."),
        discussion: Text(
            en: "Devices that are added stand in files of their own in conf.d, beside tram.yaml, "
                + "which is never changed.",
            vi: "Thiết bị thêm vào nằm trong các tệp riêng ở conf.d, cạnh tram.yaml; tram.yaml "
                + "không bao giờ bị sửa."),
        subcommands: [
            DeviceList.self, DeviceShow.self, DeviceAdd.self, DeviceRemove.self, DeviceTry.self,
        ])
}
