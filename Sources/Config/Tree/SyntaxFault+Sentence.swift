// SPDX-License-Identifier: Apache-2.0
internal import Field

extension SyntaxFault {
    /// libyaml's complaint as a sentence for somebody who does not know how a scanner works.
    var sentence: Text {
        Self.sentences.first { problem.contains($0.part) }?.text
            ?? Text(
                en: "this cannot be read as YAML: \(problem)",
                vi: "không đọc được theo cú pháp YAML: \(problem)")
    }

    /// A part of libyaml's problem, and what usually is behind it.
    private static let sentences: [(part: String, text: Text)] = [
        (
            "cannot start any token",
            Text(
                en: "a text that begins with @, `, % or a tab needs quotes",
                vi: "chuỗi bắt đầu bằng @, `, % hoặc tab phải đặt trong dấu ngoặc kép")
        ),
        (
            "mapping values are not allowed",
            Text(
                en: "a colon where no key can be; check the indentation, and put quotes around "
                    + "a text that contains \": \"",
                vi: "dấu hai chấm đặt sai chỗ; kiểm tra thụt dòng, và đặt chuỗi có \": \" trong "
                    + "dấu ngoặc kép")
        ),
        (
            "did not find expected key",
            Text(
                en: "a key was expected here; check that this line is indented like its neighbours",
                vi: "chỗ này phải là một khóa; kiểm tra dòng này thụt đều với các dòng bên cạnh")
        ),
        (
            "could not find expected ':'",
            Text(
                en: "a colon is missing after a key", vi: "thiếu dấu hai chấm sau khóa")
        ),
        (
            "did not find expected '-' indicator",
            Text(
                en: "an element of a list was expected here: a line with - at the same indentation",
                vi: "chỗ này phải là một phần tử của danh sách: dòng có dấu - thụt đều như trên")
        ),
        (
            "did not find expected ',' or",
            Text(
                en: "a comma or the closing bracket is missing",
                vi: "thiếu dấu phẩy hoặc dấu ngoặc đóng")
        ),
        (
            "end of stream",
            Text(
                en: "the file ends in the middle: a quotation mark or bracket is not closed",
                vi: "tệp kết thúc giữa chừng: thiếu dấu ngoặc kép hoặc dấu ngoặc đóng")
        ),
        (
            "document indicator",
            Text(
                en: "--- or ... within a text: a quotation mark is not closed",
                vi: "gặp --- hoặc ... giữa chuỗi: thiếu dấu ngoặc kép đóng")
        ),
        (
            "did not find expected <document start>",
            Text(
                en: "the content has ended above this line; check the indentation",
                vi: "nội dung đã kết thúc phía trên dòng này; kiểm tra thụt dòng")
        ),
        (
            "unknown escape character",
            Text(
                en: "a backslash within \" \" begins an escape; use ' ' around the text instead",
                vi: "dấu \\ trong \" \" có nghĩa đặc biệt; hãy dùng ' ' bao quanh chuỗi")
        ),
        (
            "block sequence entries are not allowed",
            Text(
                en: "a list cannot begin in this place; put it on a line of its own",
                vi: "danh sách không thể bắt đầu ở đây; hãy xuống dòng mới")
        ),
        (
            "found undefined tag handle",
            Text(
                en: "a text that begins with ! needs quotes",
                vi: "chuỗi bắt đầu bằng ! phải đặt trong dấu ngoặc kép")
        ),
    ]
}

extension Text {
    /// What is behind most faults in files that were indented by hand.
    static let tab = Text(
        en: "a tab stands before this line; indent with spaces only",
        vi: "đầu dòng này có dấu tab; chỉ thụt dòng bằng dấu cách")
}
