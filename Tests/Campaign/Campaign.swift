// SPDX-License-Identifier: Apache-2.0
internal import Field
internal import Glibc
internal import Host

/// Runs the real agent against a real broker while everything around it goes wrong, and says
/// whether every reading that its devices gave is held by the hub or declared.
@main
struct Campaign {
    static func main() {
        do {
            exit(try run(try Options(Array(CommandLine.arguments.dropFirst()))) ? 0 : 1)
        } catch let mistake as Options.Mistake {
            print("Campaign: \(mistake.text)\n\(Options.usage)")
            exit(64)
        } catch {
            print("Campaign: \(error)")
            exit(1)
        }
    }

    /// Whether nothing was wrong. What was written stays when something was.
    private static func run(_ options: Options) throws -> Bool {
        let directory = try makeDirectory()
        var isGood = false
        defer {
            if isGood, !options.keeps {
                remove(directory)
            } else {
                Environment.write("kept: \(directory)\n")
            }
        }
        let site =
            switch options.only {
            case .outage, .stall: Site.steady(rate: options.rate)
            case .latency: Site.usual
            case .fault, nil: Site.mixed
            }
        var scene = try Scene.make(
            site, directory: directory, executable: try path(options.executable, "tram"),
            interposer: try path(options.interposer, "campaign.so"))
        defer { scene.programs.end() }
        let report =
            switch options.only {
            case .outage: try Runs.outage(&scene, options)
            case .stall: try Runs.stalls(&scene, options)
            case .latency: try Runs.latency(&scene, options)
            case .fault, nil: try Runs.faults(&scene, options)
            }
        report.tell()
        isGood = report.blames.isEmpty
        if !isGood || options.keeps { try scene.keepTraces() }
        return isGood
    }

    /// What was named, or what lies beside this program.
    private static func path(_ named: String?, _ name: String) throws -> String {
        let own = try Environment.executable().split(separator: "/").dropLast()
        let path = named ?? "/" + own.joined(separator: "/") + "/" + name
        do throws(SystemFault) {
            return try File.absolute(path)
        } catch {
            throw Failure(text: "\(path) is missing: build it first")
        }
    }

    private static func makeDirectory() throws -> String {
        let place = Environment.variable("TMPDIR") ?? "/tmp"
        var template = Array("\(place)/tram-campaign-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil else { throw SystemFault.now("mkdtemp", place) }
        return String(
            decoding: template.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// It holds plain files only.
    private static func remove(_ directory: String) {
        for name in (try? File.names(in: directory, atMost: .max)) ?? [] {
            File.remove("\(directory)/\(name)")
        }
        _ = unsafe rmdir(directory)
    }
}
