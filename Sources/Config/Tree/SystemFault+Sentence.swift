// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

extension SystemFault {
    /// Why a file cannot be read, for the person who can change it.
    var sentence: Text {
        if isMissing { return Text(en: "no such file", vi: "không có tệp này") }
        if isDenied {
            return Text(en: "no permission to read the file", vi: "không có quyền đọc tệp")
        }
        return Text(en: "the file cannot be read: \(reason)", vi: "không đọc được tệp: \(reason)")
    }
}
