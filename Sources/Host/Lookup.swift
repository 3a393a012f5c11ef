// SPDX-License-Identifier: Apache-2.0
internal import Glibc

/// Asks the name service for a host's addresses, on a thread of its own: the question blocks for as
/// long as it likes and nothing can end it. Whoever waits may stop waiting.
///
/// A class, because both threads hold it.
package final class Lookup: Sendable {
    package enum Outcome: Hashable, Sendable {
        /// Addresses in numbers, in the order in which they are to be tried.
        case found([String])
        case notFound
        /// No name server answers.
        case silent
        /// The C library's sentence.
        case failed(String)
    }

    /// Addresses of a host that are looked at.
    package static let mostAddresses = 8
    /// The name service's modules run on this stack.
    static let stackBytes = 256 * 1_024

    private let wakeUp: WakeUp
    private let slot = Lock<Outcome?>(nil)

    /// Readable once the outcome is there.
    package var descriptor: CInt { wakeUp.descriptor }

    private init() throws(SystemFault) { wakeUp = try WakeUp() }

    package static func start(_ host: String) throws(SystemFault) -> Lookup {
        let lookup = try Lookup()
        try Thread.start("lookup", stack: stackBytes) {
            let outcome = ask(host)
            lookup.slot.withLock { $0 = outcome }
            lookup.wakeUp.signal()
        }.abandon()
        return lookup
    }

    /// nil while there is none.
    package var outcome: Outcome? { slot.withLock { $0 } }

    private static func ask(_ host: String) -> Outcome {
        var wanted = unsafe addrinfo()
        unsafe wanted.ai_family = AF_UNSPEC
        unsafe wanted.ai_socktype = CInt(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let result = unsafe getaddrinfo(host, nil, &wanted, &list)
        guard result == 0 else { return failure(result) }
        defer { unsafe freeaddrinfo(list) }
        var addresses: [String] = []
        var next = unsafe list
        while let entry = unsafe next?.pointee, addresses.count < mostAddresses {
            if let text = unsafe numbers(entry), !addresses.contains(text) {
                addresses.append(text)
            }
            unsafe next = entry.ai_next
        }
        return addresses.isEmpty ? .notFound : .found(addresses)
    }

    private static func failure(_ result: CInt) -> Outcome {
        switch result {
        case EAI_AGAIN: .silent
        // EAI_NODATA (-5), which only GNU knows: the name is there, without an address.
        case EAI_NONAME, -5: .notFound
        default: .failed(unsafe String(cString: gai_strerror(result)))
        }
    }

    private static func numbers(_ entry: addrinfo) -> String? {
        var name = [CChar](repeating: 0, count: 64)
        let result = unsafe getnameinfo(
            entry.ai_addr, entry.ai_addrlen, &name, socklen_t(name.count), nil, 0, NI_NUMERICHOST)
        guard result == 0 else { return nil }
        return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
