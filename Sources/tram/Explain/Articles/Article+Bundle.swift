// SPDX-License-Identifier: Apache-2.0

extension Article {
    /// Why a part is missing in an archive for support.
    static let ofBundle: [Article] = [
        Article(
            "secret-stays",
            en: "a secret could not be taken out of a part",
            vi: "có bí mật không lọc ra khỏi một phần được",
            causes: [
                Hint(
                    en: "the secret is a common word, such as removed",
                    vi: "bí mật là một từ thông dụng, ví dụ removed"),
                Hint(
                    en: "it is all of one digit, and captures are full of it",
                    vi: "bí mật gồm toàn một chữ số, có khắp trong các khung"),
            ],
            checks: [
                Hint(
                    en: "take a longer password without common words",
                    vi: "đổi sang mật khẩu dài hơn, không dùng từ thông dụng")
            ],
            next: "tram bundle")
    ]
}
