// SPDX-License-Identifier: Apache-2.0

/// What only few points have. It lies apart, so that all others have no room for it.
struct RareTraits: Hashable, Sendable {
    var dependence = Dependence()
    var write: WriteRule?
    var alarm: AlarmLimits?
    /// Of a point that is a text.
    var layout: DateLayout?
    var charset = Charset.utf8
    var pattern: TextPattern?

    /// Where it lies; a copy of a point shares it.
    indirect enum Box: Hashable, Sendable { case of(RareTraits) }
}

extension Point {
    private var rare: RareTraits {
        get { if case .of(let rare)? = rareBox { rare } else { RareTraits() } }
        set { rareBox = newValue == RareTraits() ? nil : .of(newValue) }
    }

    /// What it takes from other points of its device, and how it is worked out further.
    package var dependence: Dependence {
        get { rare.dependence }
        set { rare.dependence = newValue }
    }

    /// How it is written, where that is not as usual.
    package var write: WriteRule? {
        get { rare.write }
        set { rare.write = newValue }
    }

    /// What is told at once.
    package var alarm: AlarmLimits? {
        get { rare.alarm }
        set { rare.alarm = newValue }
    }

    /// How a date is written.
    package var layout: DateLayout? {
        get { rare.layout }
        set { rare.layout = newValue }
    }

    /// What the characters of a string are.
    package var charset: Charset {
        get { rare.charset }
        set { rare.charset = newValue }
    }

    /// How a number is written that is a text.
    package var pattern: TextPattern? {
        get { rare.pattern }
        set { rare.pattern = newValue }
    }

    /// Whether it is made of other points alone, and nothing is read for it.
    package var isMade: Bool { rareBox != nil && dependence.formula != nil }
}
