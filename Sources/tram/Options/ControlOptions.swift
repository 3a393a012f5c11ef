// SPDX-License-Identifier: Apache-2.0
internal import Agent
internal import ArgumentParser

/// Where the running service is asked.
struct ControlOptions: ParsableArguments {
    @Option(
        name: .customLong("control"),
        help: .words(
            en: "The running service's control socket.",
            vi: "Socket điều khiển của dịch vụ đang chạy."), completion: .file())
    var path = Agent.usualControl
}
