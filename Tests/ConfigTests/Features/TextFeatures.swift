// SPDX-License-Identifier: Apache-2.0
internal import Field
import Testing

@testable import Config

/// Words, days, and numbers that are written as words.
enum TextFeatures {
    static let all = strings + dates + numbers

    private static func point(_ keys: String, _ name: String = "a", at address: Int = 0) -> String {
        "name: \(name), table: holding, address: \(address), \(keys), quantity: other, kind: text"
    }

    private static func vector(_ words: String, _ text: String) -> String {
        "registers: {holding: {0: [\(words)]}}, values: {a: \(text)}"
    }

    private static let strings = [
        Feature(
            "a string filled up with blanks or zeros", .strings, point("as: string, length: 3"),
            vector("0x4142, 0x3720, 0x2020", "\"AB7\"") + "\n"
                + vector("0x4142, 0x0037, 0x3737", "\"AB\"") + "\n"
                + vector("0xFFFF, 0xFFFF, 0xFFFF", "null")),
        Feature(
            "a string with its bytes swapped", .strings,
            point("as: string, length: 2, order: BA"), vector("0x4241, 0x2037", "\"AB7\"")),
        Feature(
            "one letter in the low byte of a register", .strings,
            point("as: string, length: 3, half: low"),
            vector("0x0031, 0x002E, 0x0034", "\"1.4\"")),
        Feature(
            "one character of Unicode in each register", .strings,
            point("as: string, length: 4, charset: utf-16"),
            vector("0x0054, 0x1EA3, 0x0069, 0", "\"Tải\"")),
        Feature(
            "letters of Latin-1", .strings, point("as: string, length: 2, charset: latin-1"),
            vector("0x4DFC, 0x6C6C", "\"Müll\"")),
        Feature(
            "ASCII and nothing else", .strings, point("as: string, length: 2, charset: ascii"),
            vector("0x4D31, 0x2020", "\"M1\"") + "\n" + vector("0xC3BC, 0x2020", "null")),
    ]

    private static let dates = [
        Feature(
            "days since 2000", .dates, point("as: date, layout: days-2000"),
            vector("8902", "\"2024-05-16\"")),
        Feature(
            "days since 1970", .dates, point("as: date, layout: days-1970"),
            vector("19859", "\"2024-05-16\"")),
        Feature(
            "seconds since 1970, low word first", .dates,
            point("as: date, layout: seconds-1970, order: CDAB"),
            vector("0x15C3, 0x6647", "\"2024-05-17T08:30:59\"")),
        Feature(
            "a clock of decimal digits", .dates,
            point("as: date, layout: bcd-smhdmy, order: BA"),
            vector("0x3059, 0x1708, 0x2405", "\"2024-05-17T08:30:59\"") + "\n"
                + vector("0x3A59, 0x1708, 0x2405", "null")),
        Feature(
            "a day that is split over registers", .dates,
            point("as: date, layout: word-ymdxhms"),
            vector("2024, 5, 17, 6, 8, 30, 59", "\"2024-05-17T08:30:59\"") + "\n"
                + vector("24, 2, 30, 6, 8, 30, 59", "null")),
        Feature(
            "a day in bytes, a time in digits of registers", .dates,
            point("as: date, layout: byte-dmyx") + "\n"
                + point("as: date, layout: bcd-word-hm", "b", at: 2),
            "registers: {holding: {0: [0x1105, 0x1800, 0x0008, 0x0030]}}, "
                + "values: {a: \"2024-05-17\", b: \"08:30\"}"),
    ]

    private static let numbers = [
        Feature(
            "a version that is a number", .numbersAsText,
            point("as: uint16, scale: 0.01, sentinels: {0xFFFF: not-available}"),
            vector("123", "\"1.23\"") + "\n" + vector("0xFFFF", "null")),
        Feature(
            "a version that is bytes", .numbersAsText,
            point("as: uint16, pattern: \"V{8-15}.{0-7:02}\""),
            vector("0x0107", "\"V1.07\"")),
        Feature(
            "a version with a letter", .numbersAsText,
            point("as: uint16, pattern: \"{8-15:c}{0-7}\""),
            vector("0x4207", "\"B7\"") + "\n" + vector("0x0107", "null")),
        Feature(
            "digits that are packed", .numbersAsText, point("as: bcd, length: 3"),
            vector("0x2024, 0x0012, 0x3456", "\"202400123456\"")),
        Feature(
            "a serial number in hexadecimal digits", .numbersAsText,
            point("as: uint32, order: CDAB, pattern: \"SN-{:08X}\""),
            vector("0xBEEF, 0x00AD", "\"SN-00ADBEEF\"")),
        Feature(
            "a serial number above a base", .numbersAsText,
            point("as: uint32, offset: -4267035520, pattern: \"{}\""),
            vector("0xFE55, 0xCBFB", "\"123\"")),
        Feature(
            "the four bytes of an address", .numbersAsText,
            point("as: uint32, pattern: \"{24-31}.{16-23}.{8-15}.{0-7}\""),
            vector("0x0A14, 0x0005", "\"10.20.0.5\"")),
    ]
}
