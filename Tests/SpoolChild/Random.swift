// SPDX-License-Identifier: Apache-2.0
internal import Field

extension SplitMix {
    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }
}
