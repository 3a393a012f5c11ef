// SPDX-License-Identifier: Apache-2.0
internal import CMosquitto
internal import Glibc

extension Handle {
    /// Reads what has come, about as many packets as are under way.
    func read() throws(HubFault) { try move { unsafe mosquitto_loop_read(client, 1) } }

    /// Writes what waits, as much as goes.
    func write() throws(HubFault) { try move { unsafe mosquitto_loop_write(client, 1) } }

    /// Sends PINGREQ when it is due and notices when the last one was not answered.
    func keepAlive() throws(HubFault) { try move { unsafe mosquitto_loop_misc(client) } }

    /// Sends a message, or as much of it as goes; the packet identifier under which it will be
    /// acknowledged.
    func publish(_ message: borrowing Message) throws(HubFault) -> UInt16 {
        var packet: CInt = 0
        var properties: OpaquePointer?
        defer { unsafe mosquitto_property_free_all(&properties) }
        for property in message.properties {
            try check(
                unsafe mosquitto_property_add_string_pair(
                    &properties, CInt(MQTT_PROP_USER_PROPERTY.rawValue), property.name,
                    property.value), or: .unusable(property.name))
        }
        errno = 0
        let result = unsafe message.topic.characters.withUnsafeBufferPointer { topic in
            unsafe message.payload.withUnsafeBytes { payload in
                unsafe mosquitto_publish_v5(
                    client, &packet, topic.baseAddress, CInt(payload.count), payload.baseAddress,
                    1, message.retain, properties)
            }
        }
        switch result {
        case MOSQ_ERR_SUCCESS.rawValue: return UInt16(truncatingIfNeeded: packet)
        case MOSQ_ERR_INVAL.rawValue, MOSQ_ERR_MALFORMED_UTF8.rawValue:
            throw .unusable(message.topic.name)
        default: throw .using(result, errno)
        }
    }

    /// Asks for the filters with QoS 1; the packet identifier of SUBACK.
    func subscribe(_ filters: [Filter]) throws(HubFault) -> UInt16 {
        var packet: CInt = 0
        var words = unsafe filters.map { unsafe strdup($0.characters) }
        defer { unsafe words.forEach { unsafe free($0) } }
        let result = unsafe words.withUnsafeMutableBufferPointer { list in
            unsafe mosquitto_subscribe_multiple(
                client, &packet, CInt(list.count), list.baseAddress, 1, 0, nil)
        }
        guard result == MOSQ_ERR_SUCCESS.rawValue else { throw .using(result, errno) }
        return UInt16(truncatingIfNeeded: packet)
    }

    /// Sends DISCONNECT; the library closes the socket once it is written.
    func disconnect() throws(HubFault) {
        try move { unsafe mosquitto_disconnect_v5(client, 0, nil) }
    }

    /// From CONNACK on, packets are no longer formatted for a log that nobody reads.
    func settle() { unsafe stopLog(client) }

    private func move(_ call: () -> CInt) throws(HubFault) {
        errno = 0
        let result = call()
        let number = errno
        guard result != MOSQ_ERR_SUCCESS.rawValue else { return }
        throw explained(.using(result, number))
    }
}
