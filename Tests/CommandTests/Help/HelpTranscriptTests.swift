// SPDX-License-Identifier: Apache-2.0
import Field
import Rig
import Testing
import Waiting

/// What the help of the commands shows is what they say.
@Suite(.waits(atMostMinutes: 5)) struct HelpTranscriptTests {
    @Test(arguments: Language.allCases)
    func `a site is built, looked over and moved as the help tells`(language: Language) throws {
        let site = try HelpSite(language)
        let isEnglish = language == .english
        try site.check("device add", isEnglish ? [0, 1] : [0])
        try site.tram(
            "device add --bus rs485-1 --unit 5 --profile eastron-sdm120 --id meter-5 "
                + "--name 'Pump meter' --yes")
        try site.wait("online")
        try site.check("device list", [0])
        try site.check("device show", [0])
        try site.check("device try", [0])
        try site.hurry()
        try site.wait("online")
        try site.check("watch", [0], files: false, only: "--count 2")
        try site.check("maintenance", [0, 0], files: false)
        try site.tram("maintenance meter-5 --end", files: false)
        try site.check("commission", [0], changed: ["--minutes 10": "--rounds 12"])
        try site.check("bundle", [0], changed: ["bundle": "bundle --log log"])
        try site.breakDown()
        try site.check("doctor", [1])
        try site.check("device remove", isEnglish ? [0, 0] : [0])
        site.stop()
        try site.check("export", [0], control: false)
        try site.check("import", [0], control: false, changed: ["import": "import --replace"])
        try site.encryptHub()
        try site.check("hub check", [1], control: false)
    }

    @Test(arguments: Language.allCases)
    func `a code is explained as the help tells`(language: Language) throws {
        try Transcript.check(["explain"], language, 1, hasGaps: true)
    }
}
