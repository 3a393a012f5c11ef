// SPDX-License-Identifier: Apache-2.0

/// Everything a gateway was told, checked: the file `tram.yaml` with its profiles filled in.
package struct Configuration: Hashable, Sendable {
    package var gateway: Gateway
    package var hub: HubSettings
    package var lines: [Line]
    package var storage = Storage()
    /// SHA-256 of the files it was read from, 64 hex digits.
    package var hash: String

    package init(gateway: Gateway, hub: HubSettings, lines: [Line], hash: String = "") {
        self.gateway = gateway
        self.hub = hub
        self.lines = lines
        self.hash = hash
    }

    package var devices: [Device] { lines.flatMap(\.devices) }
}

/// Who this box is and where it stands.
package struct Gateway: Hashable, Sendable {
    /// Where the time comes from that records are stamped with.
    package enum TimeSource: String, CaseIterable, Sendable {
        /// Whatever the kernel says that it is synchronised by.
        case auto
        case ntp, rtc
        /// Believed as it is.
        case trusted
    }

    package var id: String
    package var area: String
    package var site: String
    package var attributes: [Attribute] = []
    package var clock = TimeSource.auto

    package init(id: String, area: String, site: String) {
        self.id = id
        self.area = area
        self.site = site
    }
}

/// A fact about a gateway or a device that consumers are told as it is.
package struct Attribute: Hashable, Sendable {
    package enum Fact: Hashable, Sendable {
        case text(String)
        case number(Decimal)
        case bool(Bool)
    }
    package var name: String
    package var fact: Fact

    package init(name: String, fact: Fact) {
        self.name = name
        self.fact = fact
    }
}

/// Where records go.
package struct HubSettings: Hashable, Sendable {
    /// What records look like.
    package enum Form: String, CaseIterable, Sendable {
        case tram
    }

    /// How records that are sent late are packed.
    package enum Packing: String, CaseIterable, Sendable {
        case plain, deflate
    }

    /// The protocol that is spoken with the broker.
    package enum Version: String, CaseIterable, Sendable {
        case v5 = "5"
        case v311 = "3.1.1"
    }

    package var id: String
    /// `mqtt://host:port` or `mqtts://host:port`, tried in order.
    package var urls: [String]
    package var version = Version.v5
    /// The first topic level.
    package var root: String
    /// File of the certificate authority; nil: the system's store.
    package var authority: String?
    package var certificate: String?
    /// nil: systemd's credential `hub.key`, if there is a certificate.
    package var key: String?
    package var username: String?
    /// nil: systemd's credential `hub.password`, or none.
    package var passwordFile: String?
    /// Whether a user name, or what goes to other addresses encrypted, may be sent unencrypted to
    /// another host.
    package var plaintextAllowed = false
    package var format = Form.tram
    package var packing = Packing.plain
    /// What may be sent in a month; nil: anything.
    package var budget: ByteCount?

    package init(id: String, urls: [String], root: String) {
        self.id = id
        self.urls = urls
        self.root = root
    }
}

/// What of a device is sent as it comes.
package struct Publishing: Hashable, Sendable {
    package enum Live: String, CaseIterable, Sendable {
        /// What changed by its deadband, in quality, or was not said for a heartbeat.
        case change
        case every
        case off
    }
    package var live: Live = .change
    /// At most this long without a value in live.
    package var heartbeat: Nanoseconds = .seconds(15 * 60)
    /// The length of windows, aligned to UTC; zero turns them off. It divides 24 h.
    package var window: Nanoseconds = .seconds(60)

    package init() {}
}

/// One Modbus line (or connection) and the devices on it.
package struct Line: Hashable, Sendable {
    package var id: String
    package var link: Link
    /// The least silence before a request, where the line wants more than 3.5 characters.
    package var gap: Nanoseconds = .zero
    package var probing = Probing()
    /// The share of its time that units which do not answer may cost together, in percent.
    package var tax = 5
    /// Whether devices of one period are spread over it; nil: as usual for the link.
    package var isSpread: Bool?
    /// Whether the port's driver is asked to hand on each byte at once.
    package var hasLowLatency = false
    package var direction = LineDirection()
    package var devices: [Device]

    package init(id: String, link: Link, devices: [Device]) {
        self.id = id
        self.link = link
        self.devices = devices
    }

    /// Whether it differs from the other in its devices at most.
    package func hasSettings(of other: Line) -> Bool {
        var same = self
        same.devices = other.devices
        return same == other
    }
}

/// One device as it is installed: its profile with what this site says otherwise.
package struct Device: Hashable, Sendable {
    /// The topic level.
    package var id: String
    private var shared: SharedProfile
    package var unit: UInt8
    /// The department's topic level: env, energy, water, …
    package var domain: String
    /// How often each group of its points is read.
    package var periods: Periods
    package var timeout: Nanoseconds = .milliseconds(1_000)
    /// How often a failed read is tried again within its period.
    package var retries = 1
    package var gap: Nanoseconds = .zero
    /// How long nothing is sent once its line's link is there.
    package var connectWait: Nanoseconds = .zero
    /// The most registers in one request, nil: the table's limit.
    package var largestRead: Int?
    package var publishing = Publishing()
    package var attributes: [Attribute] = []
    package var names: Text?

    package init(id: String, profile: Profile, unit: UInt8, domain: String, poll: Nanoseconds) {
        self.id = id
        shared = SharedProfile(profile)
        self.unit = unit
        self.domain = domain
        periods = Periods(poll: poll)
    }

    package var profile: Profile {
        get { shared.profile }
        set { shared = SharedProfile(newValue) }
    }

    /// Has one copy of the profile with the other device if that has the same: a hundred devices of
    /// one model are the usual thing.
    package mutating func share(with other: Device) -> Bool {
        guard shared == other.shared else { return false }
        shared = other.shared
        return true
    }

    /// The period of its points of group `normal`, which is said to consumers. A new one is
    /// spread over the other groups.
    package var poll: Nanoseconds {
        get { periods.normal }
        set { periods = Periods(poll: newValue) }
    }

    /// Its points after the site's overrides that have values: what is read again and again, and
    /// what is made of it.
    package var points: [Point] {
        let all = profile.points
        func isValue(_ index: Int) -> Bool {
            all[index].kind != .text && all[index].access != .write
        }
        // Mostly all of them: then every device of the profile has the profile's one array.
        return all.indices.allSatisfy(isValue) ? all : all.indices.filter(isValue).map { all[$0] }
    }

    /// Its points that are words, read once.
    package var texts: [Point] {
        let all = profile.points
        return all.indices.filter { all[$0].kind == .text }.map { all[$0] }
    }
}

/// A profile that several devices have.
///
/// A class, so that they have one copy of it.
private final class SharedProfile: Hashable, Sendable {
    let profile: Profile

    init(_ profile: Profile) { self.profile = profile }

    static func == (one: SharedProfile, other: SharedProfile) -> Bool {
        one === other || one.profile == other.profile
    }

    func hash(into hasher: inout Hasher) { hasher.combine(profile) }
}
