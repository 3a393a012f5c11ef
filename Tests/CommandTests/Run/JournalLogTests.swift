// SPDX-License-Identifier: Apache-2.0
import Logging
import Testing

@testable import tram

@Suite struct JournalLogTests {
    @Test func `each line says how grave it is, as syslog counts`() {
        #expect(
            JournalLogHandler.text("the disk is full", .error)
                == "<3>error tram: the disk is full\n")
        let two = "<4>warning tram: one\n<4>warning tram: two\n"
        #expect(JournalLogHandler.text("one\n\ntwo\n", .warning) == two)
        let forged = JournalLogHandler.text("one\r\n<0>two", .info)
        #expect(forged == "<6>info tram: one\n<6>info tram: <0>two\n")
        for (level, number) in zip(Logger.Level.allCases, [7, 7, 6, 5, 4, 3, 2]) {
            let text = JournalLogHandler.text("x", level)
            #expect(text == "<\(number)>\(level) tram: x\n")
        }
    }

    @Test func `a bundle finds them in the journal`() {
        let said = "warning tram: the port is gone"
        #expect(ServiceLog.isService("2026-11-23T03:02:03+0000 tram[7]: \(said)"))
        #expect(!ServiceLog.isService("2026-11-23T03:02:03+0000 systemd[1]: Started tram.service."))
    }
}
