// SPDX-License-Identifier: Apache-2.0
import Field

extension GoldenCase {
    private static let (files, control) = (GoldenSite.files, GoldenSite.control)
    private static let air = ["--bus", "roof", "--unit", "7", "--profile", "xy-md02"]

    private static func device(
        _ name: String, _ words: [String], ending: Int32 = 0, masks: [Mask] = [],
        hasJSON: Bool = true, before: @escaping @Sendable (GoldenSite) throws -> Void = { _ in }
    ) -> Self {
        Self(
            name: "device-\(name)", words: ["device"] + words + files + control, ending: ending,
            masks: masks + [.took], hasJSON: hasJSON, before: before)
    }

    private static let maintain =
        ["maintenance", "meter-1", "--for", "2h", "--note", "new CT clamps"] + control

    /// The gateway without the device that is added here, or with it.
    private static let without: @Sendable (GoldenSite) throws -> Void = { site in
        _ = try site.run(["device", "remove", "air-7", "--yes"] + files + control)
    }
    private static let with: @Sendable (GoldenSite) throws -> Void = { site in
        _ = try site.run(["device", "add", "--id", "air-7", "--yes"] + air + files + control)
    }

    /// `tram device`, with the service that takes what is added and removed.
    static let devices = [
        device("list", ["list"]),
        device("show", ["show", "meter-1"]),
        device("show-offline", ["show", "dead-1"]),
        device("show-unknown", ["show", "meter-2"], ending: 2),
        device("try", ["try", "xy-md02", "roof:7"]),
        // Asked point by point they take long: their JSON is another test's.
        device("try-other", ["try", "eastron-sdm120", "roof:7"], ending: 1, hasJSON: false),
        device("add-dry-run", ["add", "--id", "air-7", "--name", "Hall", "--dry-run"] + air),
        device("add-nobody", ["add", "--id", "air-7"] + air, ending: 4),
        device("add-missing", ["add", "--bus", "roof", "--yes"], ending: 2),
        device("add-taken", ["add", "--id", "air-1", "--yes"] + air, ending: 1),
        device(
            "add-failed",
            [
                "add", "--bus", "roof", "--unit", "8", "--profile", "xy-md02", "--id", "air-8",
                "--yes",
            ],
            ending: 1, hasJSON: false),
        device("add", ["add", "--id", "air-7", "--name", "Hall", "--yes"] + air, before: without),
        device("remove-dry-run", ["remove", "air-7", "--dry-run"], before: with),
        device("remove", ["remove", "air-7", "--yes"], before: with),
        device("remove-by-hand", ["remove", "meter-1", "--yes"], ending: 4),
        Self(
            name: "maintenance",
            words: maintain),
        Self(name: "maintenance-list", words: ["maintenance"] + control, masks: [.users]),
        Self(
            name: "maintenance-unknown",
            words: ["maintenance", "meter-2", "--for", "2h"] + control,
            ending: 2),
        Self(
            name: "maintenance-end", words: ["maintenance", "meter-1", "--end"] + control,
            before: { site in _ = try site.run(maintain) }),
        Self(
            name: "maintenance-not", words: ["maintenance", "meter-1", "--end"] + control,
            ending: 1),
        Self(name: "maintenance-none", words: ["maintenance"] + control),
    ]

    private static let another = ["--config", "new/tram.yaml"]
    private static let empty: @Sendable (GoldenSite) throws -> Void = { site in
        try site.remove("new")
    }

    /// A site that moves to another box, and what can be told while no service runs.
    static let moves = [
        Self(name: "export", words: ["export", "site.json", "--config", "old/tram.yaml"]),
        Self(
            name: "import-dry-run", words: ["import", "site.json", "--dry-run"] + another,
            masks: [.versions]),
        Self(
            name: "import", words: ["import", "site.json"] + another, masks: [.versions],
            before: empty),
        Self(name: "import-exists", words: ["import", "site.json"] + another, ending: 4),
        Self(name: "import-no-export", words: ["import", "log"] + another, ending: 1),
        Self(
            name: "doctor-broken", words: ["doctor", "--config", "broken.yaml"] + control, ending: 1
        ),
        Self(name: "commission-down", words: ["commission"] + files + control, ending: 3),
        Self(
            name: "bundle-down",
            words: ["bundle", "--to", "b.tar.gz", "--log", "log"] + files + control,
            masks: [.bytes, .counts, .hashes]),
    ]

    /// The whole site, looked over beside its service.
    static let looks = [
        Self(
            name: "doctor", words: ["doctor"] + files + control, ending: 1,
            masks: [.took, .counts]),
        Self(name: "doctor-device", words: ["doctor", "meter-1"] + files + control),
    ]

    static let commission =
        ["commission", "--rounds", "2", "--to", "records"] + files + control

    /// A site in order but for a sensor, handed over.
    static let records = [
        Self(
            name: "commission",
            words: commission, ending: 1,
            masks: [.counts, .hashes, .stamps], hasJSON: false),
        Self(
            name: "bundle",
            words: ["bundle", "--to", "b.tar.gz", "--log", "log"] + files + control,
            masks: [.bytes, .counts, .hashes]),
    ]
}
