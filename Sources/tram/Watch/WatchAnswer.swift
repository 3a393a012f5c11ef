// SPDX-License-Identifier: Apache-2.0
internal import Field

/// One round of questions to the service: the pages of its points, then how all does.
struct WatchAnswer {
    var pages: [JSON]
    var status: JSON
}
