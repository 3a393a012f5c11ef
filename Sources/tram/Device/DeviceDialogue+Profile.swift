// SPDX-License-Identifier: Apache-2.0
internal import Config
internal import Field
internal import Host

extension DeviceDialogue {
    private static let timeout = Nanoseconds.milliseconds(500)
    private static let mostSearches = 50

    /// The profile of the unit, by words or by what the unit says; and where its map begins.
    func profile(
        of unit: UInt8, at spot: DeviceSpot, _ offset: Int
    ) throws -> (id: String, offset: Int) {
        let shelf = ProfileShelf(site.libraries)
        var offered: [(id: String, offset: Int)] = []
        let question = Text(
            en: "Profile: words to look for (sdm120), or Enter to ask the unit",
            vi: "Hồ sơ: từ cần tìm (cong to dien), hoặc Enter để hỏi thiết bị")
        for _ in 0..<Self.mostSearches {
            let word = try prompt.ask(
                offered.isEmpty ? question : Self.choose, usual: offered.isEmpty ? nil : "1"
            ) { word throws(DeviceMistake) in word }
            if let number = Int(word), (1...max(1, offered.count)).contains(number),
                !offered.isEmpty
            {
                return offered[number - 1]
            }
            if shelf.entries.contains(where: { $0.profile.id == word }) { return (word, offset) }
            offered =
                word.isEmpty
                ? try identified(unit, spot, shelf) : found(word, offset, shelf)
        }
        throw DeviceMistake.unconfirmed
    }

    private static let choose = Text(
        en: "Number (see the device's label), or other words to look for",
        vi: "Số (xem nhãn trên máy), hoặc từ khác cần tìm")

    private func found(
        _ words: String, _ offset: Int, _ shelf: ProfileShelf
    ) -> [(id: String, offset: Int)] {
        let entries = ProfileSearch(words: [words]).found(in: shelf.entries)
        guard !entries.isEmpty else {
            prompt.screen.say(
                Text(
                    en: "  ✗ no profile has all of these words; try fewer",
                    vi: "  ✗ không có hồ sơ nào có đủ các từ này; hãy thử ít từ hơn"))
            return []
        }
        offer(entries.map { "\($0.profile.id)  \($0.profile.vendor) \($0.profile.model)" })
        return entries.map { ($0.profile.id, offset) }
    }

    private func identified(
        _ unit: UInt8, _ spot: DeviceSpot, _ shelf: ProfileShelf
    ) throws -> [(id: String, offset: Int)] {
        let hasService = try DropInChange.hasService(site, control: control)
        let place = "\(spot.words(hasService: hasService).place):\(unit)"
        let parsed = IdentifyPlace(
            hasService && !spot.isNew ? .bus(spot.id) : ScanPlace(spot.link), unit)
        let identification = Identification(shelf, unit: unit, at: parsed)
        let screen = prompt.screen
        var run = IdentifyRun(
            place: parsed, identification, spot.link.speed ?? SerialSpeed(), Self.timeout,
            screen: screen, isQuiet: false)
        var access = try IdentifyAccess(
            parsed, control: control, Self.timeout,
            line: parsed.bus == nil ? Line(id: spot.id, link: spot.link, devices: []) : nil)
        try run.ask { try access.ask($0) }
        let view = IdentifyView(name: place, parsed, run.identification, took: run.took)
        for line in view.findings(screen.language) { screen.line(line) }
        let candidates = run.identification.verdict.parts.candidates
        offer(candidates.map(\.title))
        return candidates.map { ($0.profile.id, $0.offset) }
    }
}
