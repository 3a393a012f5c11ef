// SPDX-License-Identifier: Apache-2.0

/// What is known of a model of device: knowledge as data, from `Devices/<class>/<name>.yaml`.
package struct Profile: Hashable, Sendable {
    /// How well its numbers are supported.
    package enum Confidence: String, CaseIterable, Sendable {
        /// Two independent sources agree.
        case confirmed
        case single
        /// Tried on a real device.
        case bench
    }

    package var id: String
    package var vendor: String
    package var model: String
    package var `class`: String
    package var names: Text?
    /// Where its numbers come from.
    package var sources: [String] = []
    package var confidence: Confidence = .single
    package var link: LinkDefaults = LinkDefaults()
    /// How its own file counts registers.
    package var numbering = Numbering.zeroBased
    /// How values lie on the wire where a point does not say otherwise.
    package var order = WordOrder.abcd
    /// Parts that a device can be fitted with.
    package var options: [String] = []
    /// Whether its registers have four bytes.
    package var isWide = false
    /// Whether its unit id may be one that the specification reserves: 248 to 255.
    package var hasReservedUnit = false
    /// Whether it sends every request back before it answers.
    package var hasEcho = false
    package var points: [Point] = []
    /// What tells such a device from others.
    package var marks: [IdentityMark] = []
    /// Registers and the values they stand for, from the source or another implementation.
    package var vectors: [Vector] = []
    /// SHA-256 of the file, 64 hex digits.
    package var hash: String = ""

    package init(id: String, vendor: String, model: String, class: String) {
        self.id = id
        self.vendor = vendor
        self.model = model
        self.class = `class`
    }
}

/// What a device of a model ships with; a gateway's file may say otherwise.
package struct LinkDefaults: Hashable, Sendable {
    package var baud: [Int] = []
    package var modes: [SerialMode] = []
    package var unit: UInt8?
    /// How long the device may take from the end of a request to the start of its reply.
    package var timeout: Nanoseconds?
    /// The least silence it wants before a request.
    package var gap: Nanoseconds?
    /// How long it is left alone once a connection to it is made.
    package var connectWait: Nanoseconds?
    /// The most registers it answers in one reply.
    package var largestRead: Int?

    package init() {}
}

/// One test of a profile: a register image, and what it must be read as.
package struct Vector: Hashable, Sendable {
    package struct Block: Hashable, Sendable {
        package var table: Table
        package var address: UInt16
        package var words: [UInt16]

        package init(table: Table, address: UInt16, words: [UInt16]) {
            self.table = table
            self.address = address
            self.words = words
        }
    }
    package var registers: [Block]
    /// Point name, and the value as the hub would print it; `null` where there is none.
    package var values: [(name: String, text: String)]

    package init(registers: [Block], values: [(name: String, text: String)]) {
        self.registers = registers
        self.values = values
    }

    package static func == (a: Self, b: Self) -> Bool {
        a.registers == b.registers && a.values.elementsEqual(b.values, by: ==)
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(registers) }
}
