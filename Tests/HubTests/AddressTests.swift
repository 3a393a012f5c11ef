// SPDX-License-Identifier: Apache-2.0
import Field
import Hub
import Testing

@Suite struct AddressTests {
    @Test(
        arguments: [
            ("mqtt://hub", "hub", 1_883, false),
            ("mqtts://hub.danang.example", "hub.danang.example", 8_883, true),
            ("mqtt://hub:1884", "hub", 1_884, false),
            ("mqtt://10.20.0.5:65535", "10.20.0.5", 65_535, false),
            ("mqtts://[::1]", "::1", 8_883, true),
            ("mqtt://[2001:db8::7]:1", "2001:db8::7", 1, false),
            ("mqtt://bts_0457.lan", "bts_0457.lan", 1_883, false),
        ] as [(String, String, UInt16, Bool)])
    func `An address is a scheme, a host and perhaps a port`(
        text: String, host: String, port: UInt16, encrypted: Bool
    ) throws {
        let address = try Address(text)
        #expect(address.host == host)
        #expect(address.port == port)
        #expect(address.isEncrypted == encrypted)
        #expect(try Address(address.description) == address, "its own text reads back")
    }

    @Test(
        arguments: [
            ("", .scheme), ("hub", .scheme), ("http://hub", .scheme), ("MQTT://hub", .scheme),
            ("mqtt:/hub", .scheme), ("mqtt://", .host), ("mqtt://:1883", .host),
            ("mqtt://a..b", .host), ("mqtt://-a", .host), ("mqtt://a b", .host),
            ("mqtt://hú", .host), ("mqtt://a\0b", .host), ("mqtt://[::1", .host),
            ("mqtt://[::1]x", .host), ("mqtt://[fe80::1%eth0]", .host), ("mqtt://[1.2.3.4]", .host),
            ("mqtt://::1", .host), ("mqtt://hub.", .host),
            ("mqtt://hub:", .port), ("mqtt://hub:0", .port), ("mqtt://hub:65536", .port),
            ("mqtt://hub:+1", .port), ("mqtt://hub:01883", .port), ("mqtt://hub:1:2", .port),
            ("mqtt://[::1]:x", .port), ("mqtt://gw:secret@hub", .userName), ("mqtt://hub/", .rest),
            ("mqtt://hub?x", .rest), ("mqtt://hub#x", .rest),
            ("mqtt://" + String(repeating: "a", count: 64), .host),
            ("mqtt://" + String(repeating: "a.", count: 140) + "a", .host),
            ("mqtt://" + String(repeating: "a", count: 100_000), .tooLong),
        ] as [(String, Address.Mistake)])
    func `Anything else is refused with its mistake`(text: String, mistake: Address.Mistake) {
        do throws(HubFault) {
            let address = try Address(text)
            Issue.record("\(address) was accepted")
        } catch {
            guard case .address(let shown, mistake) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(!shown.contains("secret"), "a password is not shown")
            #expect(shown.utf8.count <= Address.longestText)
        }
    }

    @Test(arguments: [
        ("mqtt://localhost", true), ("mqtt://127.0.0.1", true), ("mqtt://127.255.1.2", true),
        ("mqtt://[::1]", true), ("mqtt://[0:0:0:0:0:0:0:1]", true), ("mqtt://128.0.0.1", false),
        ("mqtt://[::2]", false), ("mqtt://[1::1]", false), ("mqtt://localhost.example", false),
        ("mqtt://127.example", false), ("mqtt://10.0.0.1", false),
    ])
    func `Loopback is what never leaves the machine`(text: String, loopback: Bool) throws {
        #expect(try Address(text).isLoopback == loopback)
    }

    @Test(arguments: [
        ("mqtt://hub", true, false, false), ("mqtt://hub", true, true, true),
        ("mqtt://hub", false, false, true), ("mqtts://hub", true, false, true),
        ("mqtt://127.0.0.1", true, false, true),
    ])
    func `A user name leaves the machine only encrypted or when allowed`(
        text: String, login: Bool, allowed: Bool, accepted: Bool
    ) throws {
        let address = try Address(text)
        do throws(HubFault) {
            try address.checkPlaintext(login: login, allowed: allowed)
            #expect(accepted)
        } catch {
            #expect(!accepted && error == .plaintext(address.description))
        }
    }

    @Test(
        arguments: [
            (["mqtts://a", "mqtts://b"], false, false, nil),
            (["mqtts://a", "mqtt://127.0.0.1"], false, false, nil),
            (["mqtt://a", "mqtt://b"], false, false, nil),
            (["mqtts://a", "mqtt://b"], false, false, .downgrade("mqtt://b:1883")),
            (["mqtt://b", "mqtts://a"], false, false, .downgrade("mqtt://b:1883")),
            (["mqtts://a", "mqtt://b"], true, false, .plaintext("mqtt://b:1883")),
            (["mqtts://a", "mqtt://b"], true, true, nil),
            (["mqtts://a", "b"], true, true, .address("b", .scheme)),
        ] as [([String], Bool, Bool, HubFault?)])
    func `Encrypted addresses have no open line beside them unless it is allowed`(
        texts: [String], login: Bool, allowed: Bool, fault: HubFault?
    ) throws {
        do throws(HubFault) {
            let list = try Address.list(texts, login: login, plaintextAllowed: allowed)
            #expect(fault == nil && list.map(\.host).count == texts.count)
        } catch {
            #expect(error == fault)
        }
    }
}
