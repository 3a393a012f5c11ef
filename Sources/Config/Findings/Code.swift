// SPDX-License-Identifier: Apache-2.0

/// The stable codes of what can be wrong with a file; some come from the profiles' rules in Field.
enum Code: String, CaseIterable, Sendable {
    // The file as a whole.
    case cannotRead = "cannot-read"
    case tooLarge = "too-large"
    case notUTF8 = "not-utf8"
    case tooDeep = "too-deep"
    case tooMany = "too-many"
    case syntax
    case notSupported = "not-supported"

    // A key and its value.
    case unknownKey = "unknown-key"
    case missingKey = "missing-key"
    case duplicateKey = "duplicate-key"
    case wrongType = "wrong-type"
    case badValue = "bad-value"
    case outOfRange = "out-of-range"
    case misplacedKey = "misplaced-key"

    // What the keys say together.
    case conflictingKeys = "conflicting-keys"
    case duplicateID = "duplicate-id"
    case duplicateUnit = "duplicate-unit"
    case duplicatePort = "duplicate-port"
    case unstablePort = "unstable-port"
    case reservedWord = "reserved-word"
    case unknownProfile = "unknown-profile"
    case circle
    case unknownBus = "unknown-bus"
    case plaintext
    case openSecret = "open-secret"
    case linkMismatch = "link-mismatch"
    case tooSmall = "too-small"
    case overloaded

    // What a profile that works still lacks.
    case noVietnameseName = "no-vietnamese-name"
    case fewSources = "few-sources"
    case noVectors = "no-vectors"
    case untestedPoints = "untested-points"
    case moreRequests = "more-requests"
}
