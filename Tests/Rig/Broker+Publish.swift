// SPDX-License-Identifier: Apache-2.0
internal import Field
package import Host

extension Broker {
    /// Publishes one message with mosquitto_pub over MQTT 5 and waits until it has ended. A hub's
    /// command, a stranger's retained topic. The ending is not 0 when the broker refused.
    @discardableResult
    package func publish(
        _ payload: String, to topic: String, qos: Int = 1, retain: Bool = false,
        login: Login? = nil
    ) throws(RigFault) -> Child.Ending {
        let message = ["-t", topic, "-q", "\(qos)", "-m", payload] + (retain ? ["-r"] : [])
        let program = try Program("/usr/bin/mosquitto_pub", arguments(login) + message)
        return try program.finish(within: .seconds(10)).ending
    }

    /// What mosquitto's clients need to find this broker.
    func arguments(_ login: Login?) -> [String] {
        let place = ["-V", "5", "-h", "127.0.0.1", "-p", "\(port)"]
        guard let login else { return place }
        return place + ["-u", login.user, "-P", login.password]
    }
}
