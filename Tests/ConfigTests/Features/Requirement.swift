// SPDX-License-Identifier: Apache-2.0

/// What devices in the field ask of a language of profiles, each with one that does.
enum Requirement: String, CaseIterable, Sendable {
    // Addresses and requests.
    case tableOfEachPoint = "tables of one device that share addresses"
    case numbering = "documents that count registers otherwise"
    case function = "registers that answer the other function"
    case gaps = "requests of limited size, and holes"
    case together = "registers that must be read together"
    case arrays = "arrays with base, stride and index"
    case offset = "a map that begins elsewhere"
    case discovery = "a walk over blocks of a map"
    case identification = "marks that a device is known by"
    case unitIDs = "unusual unit ids"
    case absence = "refusal, silence or zero as a sign of absence"
    // Types.
    case types = "numbers of every width"
    case wordOrder = "word order of each point"
    case byteOrder = "byte order within a register"
    case wideRegisters = "registers of four bytes"
    case bits = "bits and ranges of bits"
    case strings = "strings of every kind"
    case dates = "days and times"
    case numbersAsText = "texts made of numbers"
    case foreignFrames = "foreign protocols within a reply"
    // Conversion.
    case linear = "scale, offset and excess codes"
    case factors = "negative factors and powers of two"
    case scaleRegisters = "scales that stand in registers"
    case unitRegisters = "units that a setting decides"
    case composition = "values composed of several"
    case derived = "derived values"
    case powerFactor = "power factors in four quadrants"
    case direction = "signs that the site decides"
    case vendorFloats = "floats in tenths"
    case updateModes = "raw = value × 10^mode + base"
    // Validity.
    case sentinels = "words that are no numbers"
    case notANumber = "NaN as no value"
    case ambiguous = "sentinels that may be a value"
    case qualityPoints = "points that say how good others are"
    case presence = "parts that may not be there"
    case plausible = "plausible ranges and codes as reasons"
    case booleans = "inverted truth, and 0xFFFF as true"
    // Time and counters.
    case pace = "periods and pauses that a device wants"
    case groups = "fast, slow and on demand"
    case counters = "what a counter does"
    case statistics = "statistics of a quantity"
    case latest = "truth values without a mean"
    // Writing.
    case access = "access, function, read-back and pause"
    case unlocking = "unlocking and passwords"
    case sequences = "key pairs, command blocks and results"
    case privateFunctions = "private functions and reads of nothing"
    case modes = "modes that change the map"
    case linkSettings = "settings of the link itself"
    // Variants.
    case versions = "firmware and model conditions, and families"
    case duplicates = "values that stand in several places"
    case siteMaps = "maps that a site decides"
    case alarms = "severity, category and text of an alarm"
    case provenance = "source and confidence of each point"

    /// What no profile says: `UnsayableTests` tells how that is refused.
    static let unsayable: Set<Self> = [
        .discovery, .identification, .foreignFrames, .privateFunctions,
    ]
}
