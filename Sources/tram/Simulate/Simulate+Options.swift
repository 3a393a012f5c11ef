// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Field

extension Simulate {
    /// What is wrong with the line's settings by themselves.
    var speedProblem: Text? {
        if let baud, !SerialSpeed.bauds.contains(baud) {
            let list = SerialSpeed.bauds.map { "\($0)" }.joined(separator: " ")
            return Text(
                en: "--baud \(baud): take one that tram.yaml takes: \(list)",
                vi: "--baud \(baud): hãy chọn một tốc độ mà tram.yaml nhận: \(list)")
        }
        guard let mode, SerialMode(mode) == nil else { return nil }
        return Text(
            en: "--mode \(mode): take 8N1, 8E1, 8O1, 8N2, 8E2 or 8O2",
            vi: "--mode \(mode): hãy chọn 8N1, 8E1, 8O1, 8N2, 8E2 hoặc 8O2")
    }

    /// An option that would do nothing beside the others, and what to type instead. A script that
    /// is believed to test a slow line must not test a fast one.
    var uselessOption: Text? {
        let speed = baud != nil ? "--baud" : "--mode"
        switch wire {
        case .serial where port != nil:
            return Text(
                en: "--port does nothing with --serial: such a line has a path; leave out one of "
                    + "them",
                vi: "--port không có tác dụng với --serial: đường nối tiếp có đường dẫn, không có "
                    + "cổng TCP; hãy bỏ một trong hai")
        case .tcp where baud != nil || mode != nil:
            return Text(
                en: "\(speed) does nothing on Modbus TCP, which has no line speed; leave it out, "
                    + "or add --serial or --rtu-over-tcp",
                vi: "\(speed) không có tác dụng với Modbus TCP, vốn không có tốc độ đường truyền; "
                    + "hãy bỏ nó, hoặc thêm --serial hay --rtu-over-tcp")
        case .rtuOverTCP where baud == nil && mode != nil:
            return Text(
                en: "--mode does nothing with --rtu-over-tcp unless the line has a speed; add "
                    + "--baud, such as --baud 9600",
                vi: "--mode không có tác dụng với --rtu-over-tcp khi chưa có tốc độ; hãy thêm "
                    + "--baud, ví dụ --baud 9600")
        case .tcp, .serial, .rtuOverTCP: break
        }
        guard !library.directories.isEmpty, profiles.allSatisfy(Wish.isFile) else { return nil }
        return Text(
            en: "--profiles does nothing: every profile is given as a file; leave it out",
            vi: "--profiles không có tác dụng: mọi hồ sơ đều được ghi bằng tệp; hãy bỏ nó")
    }
}
