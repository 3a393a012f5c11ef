// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Host

/// A certificate authority of a test's own, with the hub's certificate and a client's.
package struct Certificates: Sendable {
    let directory: Directory

    /// `name` is what the hub's certificate is made out to: `DNS:localhost`, `IP:127.0.0.1`;
    /// `subject` whom, as openssl takes it.
    package init(for name: String, subject: String = "/CN=hub") throws(RigFault) {
        directory = try Directory()
        try make(
            "ca",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                "-keyout", path("ca.key"), "-out", path("ca.pem"), "-days", "9000", "-subj",
                "/CN=ca",
            ])
        try directory.write("subjectAltName=\(name)\n", to: "names")
        for owner in ["hub", "client"] {
            try make(
                owner,
                [
                    "req", "-utf8", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
                    "-nodes",
                    "-keyout",
                    path("\(owner).key"), "-out", path("\(owner).csr"), "-subj",
                    owner == "hub" ? subject : "/CN=\(owner)",
                ])
            try make(
                owner,
                [
                    "x509", "-req", "-in", path("\(owner).csr"), "-CA", path("ca.pem"), "-CAkey",
                    path("ca.key"), "-CAcreateserial", "-days", "3", "-extfile", path("names"),
                    "-out",
                    path("\(owner).pem"),
                ])
        }
    }

    /// Signs the hub's certificate anew, for this time (`YYMMDDHHMMSSZ`).
    package func renew(from: String, until: String) throws(RigFault) {
        try directory.write("", to: "index")
        try directory.write("01\n", to: "serial")
        try directory.write(
            """
            [ca]
            default_ca = own
            [own]
            database = \(path("index"))
            serial = \(path("serial"))
            new_certs_dir = \(directory.path)
            default_md = sha256
            policy = any
            [any]
            commonName = supplied

            """, to: "ca.conf")
        try make(
            "hub",
            [
                "ca", "-batch", "-config", path("ca.conf"), "-cert", path("ca.pem"), "-keyfile",
                path("ca.key"), "-in", path("hub.csr"), "-out", path("hub.pem"), "-extfile",
                path("names"), "-startdate", from, "-enddate", until, "-notext",
            ])
    }

    package func path(_ name: String) -> String { directory.file(name) }

    /// Lines of mosquitto.conf for a second listener with this hub's certificate.
    package func listener(_ port: UInt16, clientCertificate: Bool = false) -> [String] {
        [
            "listener \(port) 127.0.0.1", "cafile \(path("ca.pem"))",
            "certfile \(path("hub.pem"))", "keyfile \(path("hub.key"))",
            "require_certificate \(clientCertificate)",
        ]
    }

    private func make(_ what: String, _ arguments: [String]) throws(RigFault) {
        let tool = try Program("/usr/bin/openssl", arguments)
        guard try tool.finish(within: .seconds(30)).ending == .exit(0) else {
            throw .notReady(program: "openssl for \(what)", said: tool.said)
        }
    }
}
