// SPDX-License-Identifier: Apache-2.0
internal import Host

/// One connect on a thread of its own, because the name service and TCP block for as long as they
/// like and nothing can end them. Whoever waits for it may stop waiting: a handle that comes too
/// late is destroyed with the last reference.
///
/// A class, because both threads hold it.
final class Attempt: Sendable {
    enum Outcome: ~Copyable {
        case open(Handle)
        case failed(HubFault)
    }

    /// The name service's modules run on this stack.
    static let stackBytes = 256 * 1_024

    let number: Int
    private let slot = Lock<Outcome?>(nil)

    init(number: Int) { self.number = number }

    /// Starts connecting; `wakeUp` is signalled when the outcome is there.
    func start(
        _ connection: Connection, _ address: Address, will: Message?, wakeUp: WakeUp
    ) throws(HubFault) {
        do throws(SystemFault) {
            try Thread.start("hub-connect", stack: Self.stackBytes) { [self] in
                var outcome: Outcome? = Self.connect(connection, address, will)
                slot.withLock { swap(&$0, &outcome) }
                wakeUp.signal()
            }.abandon()
        } catch let fault {
            throw .system(fault)
        }
    }

    /// The outcome, once; nil while there is none.
    func take() -> Outcome? {
        var outcome: Outcome?
        slot.withLock { swap(&$0, &outcome) }
        return outcome
    }

    private static func connect(
        _ connection: Connection, _ address: Address, _ will: Message?
    ) -> Outcome {
        do throws(HubFault) {
            return .open(try Handle.open(connection, address, will: will))
        } catch let fault {
            return .failed(fault)
        }
    }
}
