// SPDX-License-Identifier: Apache-2.0
internal import Config
internal import Field
internal import Host
internal import Spool

/// A site that moves, for people and for scripts.
struct MoveView {
    private let export: SiteExport
    private let configuration: Configuration
    private let file: String
    private let width: Int
    /// Files of this box that stand for what was left out.
    var secretsHere: [String] = []
    /// Files that are named one by one.
    static let mostFiles = 20

    init(
        _ export: SiteExport, _ configuration: Configuration, _ file: String, width: Int = 80
    ) {
        (self.export, self.configuration, self.file) = (export, configuration, file)
        self.width = max(width, 60)
    }

    /// Says it in the form that is wanted. `more`: what else a script is told.
    func tell(
        _ lines: [Text], _ output: OutputForm, _ screen: Screen, more: [JSON.Member] = []
    ) {
        guard output == .table else {
            return Environment.write(JSON.object(facts + more).pretty + "\n")
        }
        for text in lines.map({ $0(screen.language) }) {
            let shown = text.printable(columns: text.columns)
            let wrapped = text.columns > width ? text.wrapped(columns: width) : [shown]
            for line in wrapped { screen.line(line) }
        }
    }

    // MARK: In words

    var exported: [Text] {
        [
            Text(en: "✓ \(file): \(what.en)", vi: "✓ \(file): \(what.vi)")
        ] + absent + [
            Text(
                en: "  next, on the other box: tram import \(file) --dry-run",
                vi: "  tiếp theo, trên máy kia: tram import \(file) --dry-run")
        ]
    }

    /// Before it is written.
    var checked: [Text] {
        head + files + [
            Text(en: "  counters go into \(spool)", vi: "  bộ đếm ghi vào \(spool)")
        ] + absent + [
            Text(
                en: "✓ all of it checks; nothing was written (--dry-run)",
                vi: "✓ mọi thứ đều đúng; chưa ghi gì (--dry-run)")
        ]
    }

    func imported(to folder: String, _ kept: [String]) -> [Text] {
        var lines = head + files
        if !kept.isEmpty {
            let all = kept.joined(separator: ", ")
            lines.append(
                Text(en: "  what was there: \(all)", vi: "  cấu hình trước đây: \(all)"))
        }
        lines.append(
            Text(
                en: "✓ this box is \(export.gateway) now: files in \(folder), counters in "
                    + spool,
                vi: "✓ máy này giờ là \(export.gateway): tệp trong \(folder), bộ đếm trong "
                    + spool))
        return lines + absent + [
            Text(
                en: "  next: tram check, then sudo systemctl restart tram",
                vi: "  tiếp theo: tram check, rồi sudo systemctl restart tram")
        ]
    }

    private var spool: String { configuration.storage.path }

    private var what: Text {
        let gateway = configuration.gateway
        let place = "\(gateway.id) (\(gateway.area), \(gateway.site))"
        let (parts, counters, devices) = (
            export.parts.count, export.counterCount, export.counters.count
        )
        let read =
            counters == 0
            ? Text(en: "no counter read yet", vi: "chưa có bộ đếm nào được đọc")
            : Text(
                en: "\(counters.of("counter")) of \(devices.of("device"))",
                vi: "\(counters) bộ đếm của \(devices) thiết bị")
        return Text(
            en: "\(place), \(parts.of("file")), \(read.en)",
            vi: "\(place), \(parts) tệp, \(read.vi)")
    }

    private var head: [Text] {
        let made = LocalTime(WallTime(milliseconds: export.made)).shortStamp
        return [
            Text(
                en: "\(file): \(what.en), exported \(made) by tram \(export.product)",
                vi: "\(file): \(what.vi), xuất lúc \(made) bằng tram \(export.product)")
        ]
    }

    private var files: [Text] {
        var lines = export.parts.prefix(Self.mostFiles).map { part in
            let size = TableColumns.right("\(part.bytes.count)", 8)
            let row = "\(TableColumns.left(part.path, 40)) \(size)"
            return Text(
                en: row + (part.isSecret ? " secret" : ""),
                vi: row + (part.isSecret ? " bí mật" : ""))
        }
        let more = export.parts.count - lines.count
        if more > 0 { lines.append(Text(en: "… and \(more) more", vi: "… và \(more) tệp nữa")) }
        return lines
    }

    private var absent: [Text] {
        var lines: [Text] = []
        if !export.leftOut.isEmpty {
            let names = export.leftOut.joined(separator: ", ")
            lines.append(
                Text(
                    en: "  secret and left out, to be set again there: \(names)",
                    vi: "  bí mật, không ghi vào tệp, phải đặt lại ở máy mới: \(names)"))
        }
        if !secretsHere.isEmpty {
            let names = secretsHere.joined(separator: ", ")
            lines.append(
                Text(
                    en: "  there already, and used from now on: \(names); if not of this site, "
                        + "replace it; next: sudo tram hub check",
                    vi: "  đã có sẵn và sẽ được dùng: \(names); nếu không phải của trạm này, hãy "
                        + "thay tệp khác; tiếp theo: sudo tram hub check"))
        }
        if !export.elsewhere.isEmpty {
            let names = export.elsewhere.joined(separator: ", ")
            lines.append(
                Text(
                    en: "  outside of the site's folder, to be brought along: \(names)",
                    vi: "  nằm ngoài thư mục của trạm, phải tự chép sang: \(names)"))
        }
        return lines
    }

    // MARK: JSON

    private var facts: [JSON.Member] {
        [
            member("gateway", .string(export.gateway)),
            member("area", .string(configuration.gateway.area)),
            member("site", .string(configuration.gateway.site)),
            member("made", .number("\(export.made)")),
            member("files", .array(export.parts.map { .string($0.path) })),
            member("spool", .string(spool)),
            member("counters", .number("\(export.counterCount)")),
            member("left-out", .array(export.leftOut.map { .string($0) })),
            member("secrets-here", .array(secretsHere.map { .string($0) })),
            member("elsewhere", .array(export.elsewhere.map { .string($0) })),
        ]
    }

    private func member(_ key: String, _ value: JSON) -> JSON.Member {
        JSON.Member(key: key, value: value)
    }
}
