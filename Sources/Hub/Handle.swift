// SPDX-License-Identifier: Apache-2.0
internal import CMosquitto
internal import Field
internal import Glibc
internal import Host

/// One connection of libmosquitto, from CONNECT to its end; the next connection gets a new one, so
/// that the library can never send again what we send again.
///
/// `@unchecked Sendable`: it has one owner at a time, which the compiler sees to (`~Copyable`), and
/// passes once from the connecting thread to the session's through a mutex. The library binds a
/// handle to no thread, and the inbox is touched only inside calls on the handle.
@safe
struct Handle: ~Copyable, @unchecked Sendable {
    /// Valid while this is.
    let client: OpaquePointer
    let inbox: Inbox
    let isEncrypted: Bool

    private init(client: OpaquePointer, inbox: Inbox, isEncrypted: Bool) {
        unsafe self.client = unsafe client
        self.inbox = inbox
        self.isEncrypted = isEncrypted
    }

    deinit { unsafe mosquitto_destroy(client) }

    /// Connects and sends CONNECT; blocks for as long as the name service and TCP do.
    static func open(
        _ connection: Connection, _ address: Address, will: Message?
    ) throws(HubFault) -> Handle {
        try Library.start()
        let inbox = Inbox(largestIncoming: connection.largestIncoming)
        guard !connection.clientID.isEmpty, !connection.clientID.utf8.contains(0) else {
            throw .unusable(connection.clientID)
        }
        let user = unsafe Unmanaged.passUnretained(inbox).toOpaque()
        guard let client = unsafe mosquitto_new(connection.clientID, true, user) else {
            if errno == ENOMEM { throw .noMemory }
            throw .unusable(connection.clientID)
        }
        let handle = unsafe Handle(
            client: client, inbox: inbox, isEncrypted: address.isEncrypted)
        unsafe listen(client)
        try handle.configure(connection)
        if let will { try handle.leaveWill(will) }
        if address.isEncrypted { try handle.encrypt(connection, address) }
        try handle.connect(connection, address)
        return handle
    }

    /// The socket to poll; -1 once the library has closed it.
    var descriptor: CInt { unsafe mosquitto_socket(client) }

    var wantsToWrite: Bool { unsafe mosquitto_want_write(client) }

    // MARK: -

    private func configure(_ connection: Connection) throws(HubFault) {
        switch connection.version {
        case .v5: try set(MOSQ_OPT_PROTOCOL_VERSION, MQTT_PROTOCOL_V5)
        case .v311: try set(MOSQ_OPT_PROTOCOL_VERSION, MQTT_PROTOCOL_V311)
        }
        try set(MOSQ_OPT_TCP_NODELAY, 1)
        try set(MOSQ_OPT_SEND_MAXIMUM, CInt(connection.limits.window))
        if let login = connection.login {
            try check(
                unsafe mosquitto_username_pw_set(client, login.username, login.password),
                or: .unusable(login.username))
        }
    }

    private func leaveWill(_ will: Message) throws(HubFault) {
        let result = unsafe will.topic.characters.withUnsafeBufferPointer { topic in
            unsafe will.payload.withUnsafeBytes { payload in
                unsafe mosquitto_will_set(
                    client, topic.baseAddress, CInt(payload.count), payload.baseAddress, 1,
                    will.retain)
            }
        }
        try check(result, or: .unusable(will.topic.name))
    }

    private func connect(_ connection: Connection, _ address: Address) throws(HubFault) {
        var properties: OpaquePointer?
        defer { unsafe mosquitto_property_free_all(&properties) }
        if connection.version == .v5 {
            try check(
                unsafe mosquitto_property_add_int32(
                    &properties, CInt(MQTT_PROP_MAXIMUM_PACKET_SIZE.rawValue),
                    UInt32(clamping: connection.largestIncoming)), or: .noMemory)
        }
        let seconds = max(5, connection.keepAlive.count / 1_000_000_000)
        errno = 0
        let result = unsafe mosquitto_connect_bind_v5(
            client, address.host, CInt(address.port), CInt(clamping: min(seconds, 65_535)), nil,
            properties)
        let number = errno
        guard result != MOSQ_ERR_SUCCESS.rawValue else { return }
        throw explained(.connecting(result, number, address))
    }

    /// OpenSSL's words in place of the bare fact.
    func explained(_ fault: HubFault) -> HubFault {
        guard isEncrypted else { return fault }
        switch fault {
        case .tls, .closed, .broken:
            // An alert is what the hub says about us; a doubt is what we say about the hub.
            if !inbox.doubt.isEmpty { return .untrusted(inbox.doubt) }
            return inbox.words.isEmpty ? fault : .tls(inbox.words)
        default: return fault
        }
    }

    func set(_ option: mosq_opt_t, _ value: CInt) throws(HubFault) {
        try check(unsafe mosquitto_int_option(client, option, value), or: .protocolViolation)
    }

    /// Throws `fault` for every failure but the want of memory.
    func check(_ result: CInt, or fault: HubFault) throws(HubFault) {
        if result == MOSQ_ERR_NOMEM.rawValue { throw .noMemory }
        guard result == MOSQ_ERR_SUCCESS.rawValue else { throw fault }
    }
}
