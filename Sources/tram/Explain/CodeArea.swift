// SPDX-License-Identifier: Apache-2.0
internal import Field

/// Where codes are met. The same word may be a code of several areas, and mean something else in
/// each. The raw value is the area's stable name.
enum CodeArea: String, CaseIterable {
    case quality, event, line, wiring, service, write, file, hub, spool, command, gap, audit
    case doctor, simulator, move, tool

    var articles: [Article] {
        switch self {
        case .quality: Article.ofValues + Article.ofMarks + Article.ofFaults + Article.ofSilence
        case .event: Article.ofEvents
        case .line: Article.ofLines
        case .wiring: Article.ofWiring
        case .service:
            Article.ofService + Article.ofQuestions + Article.ofMaintenance
                + Article.ofCommission
        case .write: Article.ofWrites
        case .file:
            Article.ofFiles + Article.ofSites + Article.ofDevices + Article.ofProfiles
                + Article.ofBundle
        case .hub:
            Article.ofHubConnections + Article.ofHubRefusals + Article.ofHubSettings
                + Article.ofHubCheck
        case .spool: Article.ofSpool
        case .command: Article.ofCommands
        case .gap: Article.ofGaps
        case .audit: Article.ofAudit
        case .doctor: Article.ofDoctor
        case .simulator: Article.ofSimulator
        case .move: Article.ofMoves
        case .tool: Article.ofTool
        }
    }

    /// What it is about, and where its codes are seen.
    var title: Text {
        switch self {
        case .quality:
            Text(
                en: "Quality of values: tram read, tram status device, q of records",
                vi: "Chất lượng giá trị: tram read, tram status device, q của bản ghi")
        case .event:
            Text(
                en: "Alarms and events: tram status, topic event",
                vi: "Cảnh báo và sự kiện: tram status, topic event")
        case .line:
            Text(
                en: "Ports and connections to devices: tram status bus, the log",
                vi: "Cổng và kết nối tới thiết bị: tram status bus, nhật ký")
        case .wiring:
            Text(
                en: "Between a port and a device: tram doctor",
                vi: "Giữa cổng và thiết bị: tram doctor")
        case .service:
            Text(
                en: "The running service, and what it is asked",
                vi: "Dịch vụ đang chạy và các câu hỏi gửi tới nó")
        case .write:
            Text(en: "Writing to a device: tram write", vi: "Ghi vào thiết bị: tram write")
        case .file:
            Text(
                en: "Configuration and profiles: tram check",
                vi: "Tệp cấu hình và hồ sơ thiết bị: tram check")
        case .hub:
            Text(
                en: "The connection to the hub: tram status hub, the log",
                vi: "Kết nối tới hub: tram status hub, nhật ký")
        case .spool:
            Text(en: "The spool: tram spool", vi: "Kho lưu tạm (spool): tram spool")
        case .command:
            Text(
                en: "Answers to commands of the hub: topic ack, the log",
                vi: "Trả lời lệnh của hub: topic ack, nhật ký")
        case .gap:
            Text(
                en: "Reasons of gaps: tram spool, topic gap",
                vi: "Lý do khoảng thiếu (gap): tram spool, topic gap")
        case .audit:
            Text(
                en: "Findings of the audit: tram hub tail --audit",
                vi: "Kết quả kiểm: tram hub tail --audit")
        case .doctor:
            Text(
                en: "What else stands in the way: tram doctor",
                vi: "Những trở ngại khác: tram doctor")
        case .simulator:
            Text(
                en: "Faults of simulated devices: tram simulate --fault",
                vi: "Lỗi của thiết bị mô phỏng: tram simulate --fault")
        case .move:
            Text(
                en: "Moving a site to another box: tram export, tram import",
                vi: "Chuyển trạm sang máy khác: tram export, tram import")
        case .tool:
            Text(
                en: "This tool itself: tram demo, simulate, decode and others",
                vi: "Chính công cụ này: tram demo, simulate, decode và các lệnh khác")
        }
    }
}
