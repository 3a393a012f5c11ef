// SPDX-License-Identifier: Apache-2.0
import Glibc
import Testing

@testable import Host

@Suite struct JournalStreamTests {
    @Test func `the journal is known by its stream, not by there being a name`() throws {
        let one = try Pipe()
        let other = try Pipe()
        var status = stat()
        #expect(unsafe fstat(one.writing.number, &status) == 0)
        let name = "\(status.st_dev):\(status.st_ino)"
        #expect(Environment.isJournal(one.writing.number, stream: name))
        #expect(!Environment.isJournal(other.writing.number, stream: name))
        for wrong in [nil, "", ":", "8:", name + "0"] {
            #expect(!Environment.isJournal(one.writing.number, stream: wrong))
        }
        #expect(!Environment.isJournal(-1, stream: name))
    }
}
