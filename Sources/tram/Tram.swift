// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser

@main
struct Tram: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tram",
        abstract: "Reads a city's sensors over Modbus and publishes them to its hub over MQTT.",
        version: "0.1.0")
}
