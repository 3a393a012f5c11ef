// SPDX-License-Identifier: Apache-2.0

extension Point {
    /// The value that raw bits stand for; see `Conversion`, which is faster for many.
    package func value(ofBits bits: UInt64) -> Value? { Conversion(self).value(ofBits: bits) }

    /// What raw bits of this point come to; see `Exceptions` and `Conversion`.
    package func judge(ofBits bits: UInt64) -> Quality {
        let quality = Exceptions(self)?.quality(ofBits: bits) ?? .good
        return quality == .good ? Conversion(self).judge(ofBits: bits) : quality
    }

    /// What a read of this point came to; see `Conversion`.
    package func judge(_ value: Value?, _ quality: Quality) -> Quality {
        Conversion(self).judge(value, quality)
    }
}
