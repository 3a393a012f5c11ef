// SPDX-License-Identifier: Apache-2.0
internal import Bus
internal import Field
internal import Host

/// Registers as somebody typed or pasted them: words, bytes, or a whole answer.
struct DecodeInput: Hashable {
    /// The most letters of all arguments: those of a frame's bytes, each as `0xFF, `.
    static let mostLetters = 6 * 260

    let words: [UInt16]
    /// What framed them, if anything did.
    let frame: AnswerFrame?

    /// Why there are no registers in it.
    enum Mistake: Error, Hashable {
        case notHex(String)
        case nothing
        case oddBytes(Int)
        case tooMany(Int)
        case tooLong
        case frame(AnswerFrame)
    }

    init(_ arguments: [String]) throws(Mistake) {
        guard arguments.reduce(0, { $0 + $1.utf8.count + 1 }) <= Self.mostLetters + 1 else {
            throw .tooLong
        }
        let tokens = try arguments.flatMap { $0.split(whereSeparator: Self.separates) }
            .map(Self.digits)
        let bytes = try Self.bytes(tokens)
        if let frame = AnswerFrame(bytes) {
            guard case .registers(_, _, let words) = frame else { throw .frame(frame) }
            (self.words, self.frame) = (words, frame)
        } else {
            if bytes.isEmpty { throw .nothing }
            guard bytes.count % 2 == 0 else { throw .oddBytes(bytes.count) }
            words = stride(from: 0, to: bytes.count, by: 2).map {
                UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
            }
            frame = nil
        }
        guard words.count <= Solver.mostWords else { throw .tooMany(words.count) }
    }

    private static func separates(_ letter: Character) -> Bool {
        letter.isWhitespace || [",", ";", ":", "-", "[", "]"].contains(letter)
    }

    /// Without what says that they are hexadecimal.
    private static func digits(_ token: Substring) throws(Mistake) -> Substring {
        let isMarked = token.hasPrefix("0x") || token.hasPrefix("0X")
        let digits = isMarked ? token.dropFirst(2) : token
        guard !digits.isEmpty, digits.allSatisfy({ $0.isHexDigit && $0.isASCII }) else {
            throw .notHex(String(token))
        }
        return digits
    }

    /// Where nothing has more than two digits, all are bytes; else up to four digits are a word,
    /// and more are bytes without gaps.
    private static func bytes(_ tokens: [Substring]) throws(Mistake) -> [UInt8] {
        let areBytes = tokens.count > 1 && tokens.allSatisfy { $0.count <= 2 }
        var bytes: [UInt8] = []
        for token in tokens {
            let width = areBytes ? 2 : max(4, token.count)
            guard width % 2 == 0 else { throw .notHex(String(token)) }
            let padded = Array(String(repeating: "0", count: width - token.count) + token)
            bytes += stride(from: 0, to: width, by: 2).compactMap {
                UInt8(String(padded[$0...$0 + 1]), radix: 16)
            }
        }
        return bytes
    }
}

extension DecodeInput.Mistake: Told {
    private var code: String {
        switch self {
        case .frame(.refusal): "exception"
        case .frame(.damaged): "bad-check"
        case .frame: "no-registers"
        case .notHex, .nothing, .oddBytes, .tooMany, .tooLong: "bad-value"
        }
    }

    var mistake: DeviceMistake {
        guard case .frame(let frame) = self else { return DeviceMistake(code, text, exit: .usage) }
        return DeviceMistake(code, text, facts: { frame.write(&$0) })
    }

    /// Whether the input can be read, and says that there are no registers in it.
    var isFinding: Bool { if case .frame = self { true } else { false } }

    var text: Text {
        switch self {
        case .notHex(let word):
            Text(
                en: "\(word.quoted): expected hexadecimal words (4366 199A), bytes (43 66 19 9A) "
                    + "or a whole answer",
                vi: "\(word.quoted): cần các từ hệ 16 (4366 199A), các byte (43 66 19 9A) hoặc cả "
                    + "khung trả lời")
        case .nothing: Text(en: "no registers given", vi: "chưa có thanh ghi nào")
        case .oddBytes(let count):
            Text(
                en: "\(count.of("byte")): registers have two each, and it is no whole answer "
                    + "either; is one missing?",
                vi: "\(count) byte: mỗi thanh ghi có hai byte, và đây cũng không phải khung trả "
                    + "lời đầy đủ; có thiếu byte nào không?")
        case .tooMany(let count):
            Text(
                en: "\(count) registers; at most \(Solver.mostWords), as many as one answer brings",
                vi: "\(count) thanh ghi; nhiều nhất \(Solver.mostWords), bằng một lần trả lời")
        case .tooLong:
            Text(
                en: "too long; at most \(Solver.mostWords) registers, as many as one answer brings",
                vi: "quá dài; nhiều nhất \(Solver.mostWords) thanh ghi, bằng một lần trả lời")
        case .frame(let frame): frame.text
        }
    }
}

extension AnswerFrame {
    /// What it is.
    var text: Text {
        switch self {
        case .registers(let unit, let function, let words):
            Text(
                en: "answer of unit \(unit), function \(function), "
                    + words.count.of("register"),
                vi: "trả lời của trạm (unit) \(unit), hàm \(function), \(words.count) thanh ghi")
        case .bits(let unit, let function):
            Text(
                en: "answer of unit \(unit), function \(function): it has bits, and no registers",
                vi: "trả lời của trạm (unit) \(unit), hàm \(function): chỉ có bit, không có thanh "
                    + "ghi")
        case .refusal(let unit, let function, let exception):
            Text(
                en: "unit \(unit) refuses function \(function), exception \(exception): "
                    + Quality(exception: exception).words.en,
                vi: "trạm (unit) \(unit) từ chối hàm \(function), mã lỗi \(exception): "
                    + Quality(exception: exception).words.vi)
        case .other(let function):
            Text(
                en: "a frame of function \(function) that is no answer to a read: a request?",
                vi: "khung của hàm \(function), không phải trả lời lệnh đọc: có phải yêu cầu "
                    + "không?")
        case .damaged(let found, let right):
            Text(
                en: "an RTU answer with a wrong check (CRC \(Digest.hex(found)), must be "
                    + "\(Digest.hex(right))): noise on the line, or copied wrongly",
                vi: "khung trả lời RTU sai CRC (\(Digest.hex(found)), phải là "
                    + "\(Digest.hex(right))): đường truyền nhiễu hoặc chép sai")
        }
    }
}
