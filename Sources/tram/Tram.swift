// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Field

@main
struct Tram: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tram",
        abstract: "Reads a city's sensors over Modbus and publishes them to its hub over MQTT.",
        version: Product.version)
}
