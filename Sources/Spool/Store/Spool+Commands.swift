// SPDX-License-Identifier: Apache-2.0

internal import Field

/// Commands that were begun, so that they are not begun again, also by the next process.
extension Spool {
    /// Commands that are remembered: whoever begins them keeps to it.
    package static let mostCommands = 512

    func remember(_ batch: SpoolBatch) throws(SpoolFault) {
        for id in batch.forgottenCommands {
            try database.prepare("DELETE FROM command WHERE id=?").run(.text(id))
        }
        for command in batch.commands {
            var packer = Packer()
            packer.number(UInt64(clamping: command.until))
            packer.number(UInt64(command.isAnswered ? 1 : 0))
            packer.number(UInt64(clamping: command.rows))
            packer.number(UInt64(clamping: command.bytes))
            try database.prepare("INSERT OR REPLACE INTO command VALUES(?,?)").run(
                .text(command.id), .blob(packer.bytes.sealed(Self.seal(command.id))))
        }
    }

    static func commands(_ database: borrowing Database) throws(SpoolFault) -> [SeenCommand] {
        let statement = try database.prepare("SELECT id, body FROM command ORDER BY id")
        var commands: [SeenCommand] = []
        while try statement.step() {
            guard commands.count < mostCommands, let id = statement.text(0),
                let body = statement.blob(1).unsealed(seal(id))
            else { throw .damaged }
            commands.append(try command(id, Unpacker(body)))
        }
        return commands
    }

    private static func command(
        _ id: String, _ body: Unpacker
    ) throws(SpoolFault) -> SeenCommand {
        var body = body
        guard let until = body.number() else { throw .damaged }
        // As it was written before answers were remembered: nothing is open.
        if body.isAtEnd {
            return SeenCommand(id: id, until: Int64(clamping: until), isAnswered: true)
        }
        guard let isAnswered = body.number(), let rows = body.number(), let bytes = body.number(),
            body.isAtEnd
        else { throw .damaged }
        return SeenCommand(
            id: id, until: Int64(clamping: until), isAnswered: isAnswered != 0,
            rows: Int(clamping: rows), bytes: Int(clamping: bytes))
    }

    private static func seal(_ id: String) -> Seal { Seal("command " + id) }
}
