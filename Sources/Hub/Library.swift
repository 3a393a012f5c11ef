// SPDX-License-Identifier: Apache-2.0
internal import CMosquitto
internal import Glibc

/// libmosquitto's own start, once per process.
enum Library {
    /// It and OpenSSL write to sockets without MSG_NOSIGNAL: a hub that hangs up must not end us.
    private static let started: CInt = {
        signal(SIGPIPE, SIG_IGN)
        return mosquitto_lib_init()
    }()

    static func start() throws(HubFault) {
        guard started == MOSQ_ERR_SUCCESS.rawValue else { throw .using(started, 0) }
    }
}
