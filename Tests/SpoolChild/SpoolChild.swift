// SPDX-License-Identifier: Apache-2.0
internal import CCrashLog
internal import Field
internal import Glibc
internal import Host
internal import Spool

/// A process with a spool, to be killed, cut off from its disk, and measured.
@main
struct SpoolChild {
    static func main() {
        signal(SIGXFSZ, SIG_IGN)
        let words = Array(CommandLine.arguments.dropFirst())
        do {
            switch words.first {
            case "run" where words.count >= 4: try run(words)
            case "day" where words.count > 3:
                var day = Day(words)
                try day.run()
            case "memory" where words.count == 2: try Day.memory(words[1])
            case "open" where words.count == 2: open(words[1])
            default:
                print(
                    """
                    usage: SpoolChild run PATH SEED STEPS [RECORD [ROOM]]
                           SpoolChild day PATH PAGE-SIZE SECONDS [SECONDS-A-COMMIT]
                           SpoolChild memory PATH
                           SpoolChild open PATH
                    """)
                exit(64)
            }
        } catch {
            say("fault \(error)")
            exit(1)
        }
    }

    /// A line that is read outside, and stands among what is recorded.
    static func say(_ words: String) {
        unsafe crashlog_mark(words)
        let line = Array((words + "\n").utf8)
        _ = unsafe write(1, line, line.count)
    }

    static func folder(of path: String) -> String {
        String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    }

    /// Opens, tells how, and commits one record.
    private static func open(_ path: String) {
        var spool = Spool.open(Diary.settings(path), at: Diary.wall)
        say("durable \(spool.opening.isDurable)")
        for note in spool.opening.notes { say("note \(note.en)") }
        var batch = SpoolBatch()
        batch.rows = [Diary.row(Diary.keys[0], 1)]
        do throws(SpoolFault) {
            _ = try spool.commit(batch, at: Clock.now(), wall: Diary.wall)
            say("committed")
        } catch {
            say("fault \(error.code)")
        }
    }

    private static func run(_ words: [String]) throws {
        unsafe crashlog_watch(folder(of: words[1]))
        if words.count > 4 { unsafe crashlog_record(words[4]) }
        if words.count > 5, let room = Int64(words[5]) { crashlog_room(room) }
        var diary = Diary(path: words[1], seed: UInt64(words[2]) ?? 0)
        for _ in 0..<(Int(words[3]) ?? 0) { diary.step() }
        try diary.close()
        say("closed")
    }
}
