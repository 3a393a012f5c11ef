// SPDX-License-Identifier: Apache-2.0
import Hub
import Rig
import Testing

@Suite struct CredentialsTests {
    /// A folder as systemd makes one for a service.
    let folder: Directory
    let credentials: Credentials

    init() throws {
        folder = try Directory()
        credentials = Credentials(directory: folder.path)
    }

    @Test(arguments: [
        "secret", "secret\n", "secret\r\n", "secret\nmore\n", " sp ace \n", "mật khẩu",
    ])
    func `The first line of the file is the password`(text: String) throws {
        let path = try folder.write(text, to: "file")
        let line = text.split(whereSeparator: \.isNewline).first.map(String.init)
        #expect(try credentials.password(file: path) == line)
    }

    @Test(arguments: ["", "\n", "\nsecret", "sec\0ret", String(repeating: "x", count: 4_097)])
    func `A file without a usable first line is a fault that tells nothing of it`(
        text: String
    ) throws {
        let path = try folder.write(text, to: "file")
        let fault = #expect(throws: HubFault.self) { try credentials.password(file: path) }
        #expect(fault == .credentials(path))
        #expect(fault.map { !"\($0)\($0.text)".contains("sec") } == true)
    }

    @Test func `Without a file it is what systemd hands over, without that there is none`() throws {
        #expect(try credentials.password(file: nil) == nil)
        try folder.write("of systemd\n", to: "hub.password")
        #expect(try credentials.password(file: nil) == "of systemd")
        let own = try folder.write("of the file\n", to: "file")
        #expect(try credentials.password(file: own) == "of the file")
        #expect(try Credentials(directory: nil).password(file: nil) == nil)
        #expect(try Credentials(directory: "").password(file: nil) == nil)
        #expect(throws: HubFault.credentials("/nowhere")) {
            try credentials.password(file: "/nowhere")
        }
    }

    @Test func `A certificate's key is the file's or systemd's, and cannot be missing`() throws {
        #expect(try credentials.key(file: nil, certificate: nil) == nil)
        #expect(try credentials.key(file: "/a.key", certificate: "/a.pem") == "/a.key")
        #expect(throws: HubFault.credentials("hub.key")) {
            try credentials.key(file: nil, certificate: "/a.pem")
        }
        let path = try folder.write("key", to: "hub.key")
        #expect(try credentials.key(file: nil, certificate: "/a.pem") == path)
    }

    /// In logs, in messages, in a debugger's dump.
    @Test func `However a connection is printed, its password is not`() throws {
        var connection = try connection(1)
        connection.login = Connection.Login(username: "gateway", password: "hidden")
        var dumped = ""
        dump(connection, to: &dumped)
        let settings = Publisher.Settings(connection: connection)
        for text in [
            dumped, "\(connection)", String(reflecting: connection), "\(settings)",
            "\(String(describing: connection.login))", String(reflecting: connection.login),
        ] {
            #expect(text.contains("gateway") && !text.contains("hidden"))
        }
    }

    @Test func `A user without a password is let in by a hub that asks for none`() throws {
        let broker = try Broker()
        var watch = try Watch()
        var wanted = try connection(broker.port)
        wanted.login = Connection.Login(username: "gw", password: nil)
        var publisher = try Publisher.start(
            Publisher.Settings(connection: wanted), events: watch.mailbox)
        #expect(try watch.up() == 1)
        #expect(broker.log.contains("u'gw'"))
        publisher.stop()
    }
}
