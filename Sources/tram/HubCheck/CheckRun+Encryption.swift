// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host
internal import Hub

/// Certificates, and what they say of this machine's clock.
extension CheckRun {
    /// A certificate that ends sooner than this is told of: somebody has to renew it.
    static let shortestDays = Int64(14)
    /// The kernel's own doubt of its clock from which on it is told of, as the service does.
    static let largestError = Nanoseconds.seconds(1)

    /// Whether our own certificate can be used, if we have one.
    mutating func identify(_ address: Address) -> Bool {
        do throws(HubFault) {
            guard let own = try Encryption.own(connection, address) else { return true }
            let end = CheckFigures.end(own, at: Clock.wall())
            let found = Text(
                en: "\(own.subject), \(end.en); the key fits",
                vi: "\(own.subject), \(end.vi); khóa khớp")
            add(certified(.identity, own, found, address))
            return true
        } catch {
            add(CheckStep(.identity, advice(address).trouble(error), error.text))
            return false
        }
    }

    /// What the hub shows; nil when it is not trusted.
    mutating func encrypt(_ socket: CInt, _ address: Address) -> Encryption? {
        do throws(HubFault) {
            let met = try Encryption.meet(
                socket, connection, address, until: deadline, stop: stop)
            add(trusted(met, address))
            guard let certificate = met.certificate else { return nil }
            let end = CheckFigures.end(certificate, at: Clock.wall())
            let found = Text(
                en: "\(certificate.subject), \(end.en), signed by \(certificate.issuer)"
                    + (certificate.names.isEmpty ? "" : "; for \(certificate.names)"),
                vi: "\(certificate.subject), \(end.vi), do \(certificate.issuer) ký"
                    + (certificate.names.isEmpty ? "" : "; cho \(certificate.names)"))
            add(
                met.doubts.isEmpty
                    ? certified(.certificate, certificate, found, address)
                    : CheckStep(
                        .certificate, .unknown, found,
                        CheckFigures.facts(certificate, at: Clock.wall())))
            if !met.doubts.isEmpty { tellClock(certificate) }
            return met.doubts.isEmpty ? met : nil
        } catch {
            let silent = Text(
                en: "the hub accepts the connection but does not answer (TLS)",
                vi: "hub nhận kết nối nhưng không trả lời (TLS)")
            let text = error == .timedOut(.greeting) ? silent : error.text
            add(CheckStep(.encryption, advice(address).trouble(error, isShaking: true), text))
            return nil
        }
    }

    private func trusted(_ met: Encryption, _ address: Address) -> CheckStep {
        let facts =
            [
                JSON.Member("version", met.version), JSON.Member("cipher", met.cipher),
                JSON.Member("doubts", met.doubts.map(\.rawValue)),
            ] + (connection.files.authority.map { [JSON.Member("ca", $0)] } ?? [])
        if let doubt = met.doubts.first {
            return CheckStep(
                .encryption, advice(address).trouble(doubt), HubFault.untrusted(met.words).text,
                facts)
        }
        let authority = met.authority ?? "–"
        let source =
            connection.files.authority.map { Text(en: $0, vi: $0) }
            ?? Text(en: "the system's store", vi: "kho CA của hệ thống")
        return CheckStep(
            .encryption,
            Text(
                en: "\(met.version); vouched for by \(authority) (\(source.en))",
                vi: "\(met.version); được \(authority) bảo đảm (\(source.vi))"),
            facts + [JSON.Member("authority", authority)])
    }

    /// A certificate that is good, as long as it lasts.
    private func certified(
        _ kind: CheckStep.Kind, _ certificate: Certificate, _ found: Text, _ address: Address
    ) -> CheckStep {
        let facts = CheckFigures.facts(certificate, at: Clock.wall())
        guard certificate.daysLeft(at: Clock.wall()) < Self.shortestDays else {
            return CheckStep(kind, found, facts)
        }
        let cause = Text(
            en: "it was not renewed yet; from that day on nothing is sent",
            vi: "chưa gia hạn; từ ngày đó sẽ không gửi được gì")
        let trouble = CheckStep.Trouble(
            code: "hub-certificate-ends", causes: [cause], next: advice(address).again)
        return CheckStep(kind, trouble, found, facts)
    }

    /// MQTT tells no time: a certificate's days are all that a hub says about it.
    mutating func tellClock(_ certificate: Certificate?) {
        let now = Clock.wall()
        let stamp = LocalTime(now).stamp
        let facts = [JSON.Member("utc", Int(now.milliseconds))]
        let kernel =
            Clock.error.flatMap { error -> (text: Text, isGood: Bool)? in
                guard error < Self.largestError else { return nil }
                let words = CheckFigures.time(error)
                return (
                    Text(
                        en: "the kernel holds it right within \(words.en)",
                        vi: "theo nhân hệ thống, sai nhiều nhất \(words.vi)"), true
                )
            }
            ?? (
                Text(
                    en: "nothing synchronises it (NTP)", vi: "chưa được đồng bộ (NTP)"), false
            )
        guard let certificate else {
            return add(
                CheckStep(
                    .clock, .unknown,
                    Text(
                        en: "\(stamp); \(kernel.text.en); the hub tells no time",
                        vi: "\(stamp); \(kernel.text.vi); hub không cho biết giờ"), facts))
        }
        let isInside = certificate.isValid(at: now)
        let inside = Text(
            en: isInside ? "within" : "outside", vi: isInside ? "nằm trong" : "nằm ngoài")
        add(
            CheckStep(
                .clock, isInside && kernel.isGood ? .fine : .unknown,
                Text(
                    en: "\(stamp): \(inside.en) the certificate's days; \(kernel.text.en); the hub "
                        + "tells no time",
                    vi: "\(stamp): \(inside.vi) thời hạn chứng chỉ; \(kernel.text.vi); hub không "
                        + "cho biết giờ"),
                facts + [JSON.Member(key: "within-certificate", value: .bool(isInside))]))
    }
}
