// SPDX-License-Identifier: Apache-2.0
internal import Field

extension BundleCommand {
    static let discussion = Text(en: "later", vi: "sau ạ")
}
