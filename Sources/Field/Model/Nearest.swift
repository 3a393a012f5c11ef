// SPDX-License-Identifier: Apache-2.0

/// The word that was probably meant: the one fewest keystrokes away, if that is few enough to be
/// a slip. Nil for words longer than any of ours, which are not worth the work.
package func nearest(_ word: String, of words: some Sequence<String>) -> String? {
    let longest = 64
    let typed = Array(word.unicodeScalars.prefix(longest + 1))
    guard typed.count <= longest else { return nil }
    var best: (word: String, slips: Int)?
    for candidate in words {
        let slips = slips(typed, Array(candidate.unicodeScalars.prefix(longest)))
        if slips <= max(1, candidate.unicodeScalars.count / 3), slips < best?.slips ?? .max {
            best = (candidate, slips)
        }
    }
    return best?.word
}

/// Letters left out, added or mistaken, and neighbours swapped, to come from one to the other
/// (optimal string alignment).
private func slips(_ typed: [Unicode.Scalar], _ meant: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...meant.count)
    for (row, letter) in typed.enumerated() {
        var this = [row + 1]
        for (column, other) in meant.enumerated() {
            var least = min(
                this[column] + 1, last[column + 1] + 1, last[column] + (letter == other ? 0 : 1))
            if row > 0, column > 0, letter == meant[column - 1], typed[row - 1] == other {
                least = min(least, beforeLast[column - 1] + 1)
            }
            this.append(least)
        }
        (beforeLast, last) = (last, this)
    }
    return last[meant.count]
}
