// SPDX-License-Identifier: Apache-2.0
internal import Bus
internal import Field
internal import Host

extension AnswerFrame {
    /// The same as its text, for a script.
    func write(_ writer: inout JSONWriter) {
        writer.member("answer", kind)
        switch self {
        case .registers(let unit, let function, _), .bits(let unit, let function):
            writer.member("unit", unit)
            writer.member("function", function)
        case .refusal(let unit, let function, let exception):
            writer.member("unit", unit)
            writer.member("function", function)
            writer.member("exception", exception)
        case .other(let function): writer.member("function", function)
        case .damaged(let found, let right):
            writer.member("check", Digest.hex(found))
            writer.member("right-check", Digest.hex(right))
        }
    }

    private var kind: String {
        switch self {
        case .registers: "registers"
        case .bits: "bits"
        case .refusal: "exception"
        case .other: "no-answer"
        case .damaged: "bad-check"
        }
    }
}
