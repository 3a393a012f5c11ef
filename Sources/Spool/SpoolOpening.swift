// SPDX-License-Identifier: Apache-2.0
package import Field

/// How a spool was opened, and what it remembers.
package struct SpoolOpening: Hashable, Sendable {
    package enum How: Hashable, Sendable {
        /// There was none.
        case fresh
        /// The last process closed it.
        case resumed
        /// The last process did not: what it had reserved and not stored is declared.
        case recovered
        /// Numbers begin anew.
        case newEpoch(Reason)
        /// Nothing could be written.
        case memory(SpoolFault?)
    }

    /// Why numbers begin anew.
    package enum Reason: String, Hashable, Sendable {
        case damaged, missing, machine, backup, epochLost
    }

    package var how: How
    package var epoch: String
    /// Whether what is committed survives the process.
    package var isDurable: Bool
    /// The numbers that each known series may use.
    package var grants: [NumberGrant] = []
    /// Counters' last good readings, by device.
    package var counters: [DeviceCounters] = []
    /// Devices of which the hub retains something.
    package var devices: [KnownDevice] = []
    /// The newest meta of each device.
    package var metas: [String: StoredMeta] = [:]
    /// Commands that were begun.
    package var commands: [SeenCommand] = []
    /// What the month had cost when that was last written down, or a little more.
    package var spending: MonthSpending?
    /// Files that were set aside, under their new names.
    package var setAside: [String] = []
    /// Gaps that hubs do not have yet.
    package var gaps = 0
    /// For the log.
    package var notes: [Text] = []

    package init(how: How, epoch: String, isDurable: Bool) {
        (self.how, self.epoch, self.isDurable) = (how, epoch, isDurable)
    }
}

extension SpoolOpening.Reason {
    /// The sentence for the technician.
    var text: Text {
        switch self {
        case .damaged:
            Text(
                en: "the spool was damaged; its records are declared lost and numbers begin anew",
                vi: "kho lưu tạm (spool) bị hỏng; các bản ghi được khai báo là mất, "
                    + "số thứ tự bắt đầu lại (epoch mới)")
        case .missing:
            Text(
                en: "the spool's file is gone; its records are declared lost and numbers begin "
                    + "anew",
                vi: "tệp của kho lưu tạm (spool) không còn; các bản ghi được khai báo là mất, "
                    + "số thứ tự bắt đầu lại (epoch mới)")
        case .machine:
            Text(
                en: "the spool was written on another machine; it is set aside and numbers begin "
                    + "anew",
                vi: "kho lưu tạm (spool) do máy khác ghi; đã cất sang tên khác, "
                    + "số thứ tự bắt đầu lại (epoch mới)")
        case .backup:
            Text(
                en: "the spool's files are not of one time, as after restoring a backup; numbers "
                    + "begin anew",
                vi: "các tệp của kho lưu tạm (spool) không cùng thời điểm, như sau khi khôi phục "
                    + "bản sao lưu; số thứ tự bắt đầu lại (epoch mới)")
        case .epochLost:
            Text(
                en: "the spool's epoch files cannot be read; its records are kept and numbers "
                    + "begin anew",
                vi: "không đọc được tệp epoch của kho lưu tạm (spool); các bản ghi được giữ lại, "
                    + "số thứ tự bắt đầu lại (epoch mới)")
        }
    }
}
