// SPDX-License-Identifier: Apache-2.0
internal import Field

extension LearnedBook {
    /// What is true still of another configuration's devices.
    func changed(to configuration: Configuration) -> LearnedBook {
        var writer = JSONWriter()
        write(&writer)
        var book = LearnedBook(configuration)
        do throws(JSON.Fault) {
            book.take(try JSON(parsing: writer.bytes, limits: StateFile.format))
        } catch {}
        return book
    }
}
