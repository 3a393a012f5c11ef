// SPDX-License-Identifier: Apache-2.0
internal import CMosquitto
internal import Field
internal import Glibc
internal import Host

/// Where the library's callbacks leave what happened; whoever called the library takes it out when
/// the call has returned.
///
/// A class, because the library holds a pointer to it. Used by one thread at a time, the one that
/// owns the `Handle`.
final class Inbox {
    enum Entry {
        case greeted(Session.Greeting)
        case acknowledged(packet: UInt16, code: UInt8)
        case granted(packet: UInt16, codes: [UInt8])
        case received(Received)
        case oversize(Int)
        case ended(CInt)
    }

    var entries: [Entry] = []
    /// OpenSSL's last words, at most `longestWords` bytes.
    var words = ""
    /// Why OpenSSL does not trust the hub's certificate, if it does not.
    var doubt = ""
    let largestIncoming: Int

    static let longestWords = 200

    init(largestIncoming: Int) { self.largestIncoming = largestIncoming }
}

/// Hangs our callbacks into a client. C functions at file level: one declared in a script's main
/// file would belong to its actor and trap on our threads.
func listen(_ client: OpaquePointer) {
    unsafe mosquitto_connect_v5_callback_set(client, onConnect)
    unsafe mosquitto_publish_v5_callback_set(client, onPublish)
    unsafe mosquitto_subscribe_callback_set(client, onSubscribe)
    unsafe mosquitto_message_v5_callback_set(client, onMessage)
    unsafe mosquitto_disconnect_callback_set(client, onDisconnect)
    unsafe mosquitto_log_callback_set(client, onLog)
}

/// Every packet would be formatted for the log: it is heard only until CONNACK.
func stopLog(_ client: OpaquePointer) { unsafe mosquitto_log_callback_set(client, nil) }

private func inbox(_ pointer: UnsafeMutableRawPointer?) -> Inbox? {
    guard let pointer = unsafe pointer else { return nil }
    return unsafe Unmanaged<Inbox>.fromOpaque(pointer).takeUnretainedValue()
}

private func onConnect(
    _: OpaquePointer?, _ user: UnsafeMutableRawPointer?, _ code: CInt, _: CInt,
    _ properties: OpaquePointer?
) {
    var greeting = Session.Greeting(code: UInt8(truncatingIfNeeded: code))
    var word: UInt16 = 0
    if unsafe read16(properties, MQTT_PROP_RECEIVE_MAXIMUM, &word) {
        greeting.receiveMaximum = Int(word)
    }
    if unsafe read16(properties, MQTT_PROP_SERVER_KEEP_ALIVE, &word) {
        greeting.keepAlive = .seconds(Int64(word))
    }
    var long: UInt32 = 0
    let size = CInt(MQTT_PROP_MAXIMUM_PACKET_SIZE.rawValue)
    if unsafe mosquitto_property_read_int32(properties, size, &long, false) != nil {
        greeting.maximumPacket = Int(long)
    }
    if unsafe read16(properties, MQTT_PROP_TOPIC_ALIAS_MAXIMUM, &word) {
        greeting.topicAliases = Int(word)
    }
    var byte: UInt8 = 0
    let retain = CInt(MQTT_PROP_RETAIN_AVAILABLE.rawValue)
    if unsafe mosquitto_property_read_byte(properties, retain, &byte, false) != nil {
        greeting.retains = byte != 0
    }
    let qos = CInt(MQTT_PROP_MAXIMUM_QOS.rawValue)
    if unsafe mosquitto_property_read_byte(properties, qos, &byte, false) != nil {
        greeting.takesQoS1 = byte >= 1
    }
    unsafe inbox(user)?.entries.append(.greeted(greeting))
}

private func read16(
    _ properties: OpaquePointer?, _ property: mqtt5_property, _ value: inout UInt16
) -> Bool {
    unsafe mosquitto_property_read_int16(properties, CInt(property.rawValue), &value, false) != nil
}

private func onPublish(
    _: OpaquePointer?, _ user: UnsafeMutableRawPointer?, _ packet: CInt, _ code: CInt,
    _: OpaquePointer?
) {
    unsafe inbox(user)?.entries.append(
        .acknowledged(
            packet: UInt16(truncatingIfNeeded: packet), code: UInt8(truncatingIfNeeded: code)))
}

private func onSubscribe(
    _: OpaquePointer?, _ user: UnsafeMutableRawPointer?, _ packet: CInt, _ count: CInt,
    _ granted: UnsafePointer<CInt>?
) {
    // No more codes than a SUBSCRIBE of ours has filters are of interest.
    let number = min(max(0, Int(count)), Filter.most)
    let codes = unsafe UnsafeBufferPointer(start: granted, count: granted == nil ? 0 : number)
        .map { UInt8(truncatingIfNeeded: $0) }
    unsafe inbox(user)?.entries.append(
        .granted(packet: UInt16(truncatingIfNeeded: packet), codes: codes))
}

private func onMessage(
    _: OpaquePointer?, _ user: UnsafeMutableRawPointer?,
    _ message: UnsafePointer<mosquitto_message>?, _ properties: OpaquePointer?
) {
    guard let inbox = unsafe inbox(user), let message = unsafe message?.pointee,
        let topic = unsafe message.topic
    else { return }
    let count = unsafe max(0, Int(message.payloadlen))
    guard count <= inbox.largestIncoming else {
        inbox.entries.append(.oversize(count))
        return
    }
    var payload = unsafe [UInt8](UnsafeRawBufferPointer(start: message.payload, count: count))
    if unsafe isDeflated(properties) {
        // What is no such thing, or comes to too much, is shown as it came.
        payload = Inflation.inflated(payload, atMost: Received.largestInflated) ?? payload
    }
    let received = unsafe Received(
        topic: String(cString: topic), payload: payload, retain: message.retain,
        qos: UInt8(truncatingIfNeeded: message.qos))
    inbox.entries.append(.received(received))
}

/// Whether a user property says so; no more of them are looked at than a hub of ours sends.
private func isDeflated(_ properties: OpaquePointer?) -> Bool {
    let identifier = CInt(MQTT_PROP_USER_PROPERTY.rawValue)
    var place = unsafe properties
    for index in 0..<Message.Property.mostRead {
        var name: UnsafeMutablePointer<CChar>?
        var value: UnsafeMutablePointer<CChar>?
        unsafe place = mosquitto_property_read_string_pair(
            place, identifier, &name, &value, index > 0)
        guard unsafe place != nil else { return false }
        defer {
            unsafe free(name)
            unsafe free(value)
        }
        let told = Message.Property.deflated
        if let name = unsafe name, let value = unsafe value,
            unsafe String(cString: name) == told.name,
            unsafe String(cString: value) == told.value
        {
            return true
        }
    }
    return false
}

private func onDisconnect(_: OpaquePointer?, _ user: UnsafeMutableRawPointer?, _ result: CInt) {
    unsafe inbox(user)?.entries.append(.ended(result))
}

private func onLog(
    _: OpaquePointer?, _ user: UnsafeMutableRawPointer?, _ level: CInt,
    _ text: UnsafePointer<CChar>?
) {
    guard level == CInt(MOSQ_LOG_ERR), let inbox = unsafe inbox(user), let text = unsafe text else {
        return
    }
    let words = unsafe String(cString: text)
    inbox.words = String(words.prefix(Inbox.longestWords))
}
