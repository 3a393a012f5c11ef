// SPDX-License-Identifier: Apache-2.0
internal import Glibc
internal import Host

/// A directory of a test's own, gone with it.
struct Folder: ~Copyable {
    let path: String

    init() {
        var name = Array("/tmp/tram-config-XXXXXX".utf8CString)
        precondition(
            unsafe name.withUnsafeMutableBufferPointer { unsafe mkdtemp($0.baseAddress!) } != nil)
        path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { Self.remove(path) }

    /// Writes a file, making the folders above it, and answers its path.
    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) -> String {
        let parts = name.split(separator: "/")
        for count in 1..<max(parts.count, 1) {
            unsafe mkdir(path + "/" + parts.prefix(count).joined(separator: "/"), 0o755)
        }
        let file = unsafe fopen("\(path)/\(name)", "w")
        precondition(unsafe file != nil)
        _ = unsafe fwrite(bytes, 1, bytes.count, file!)
        // Others may not read what a test calls a key.
        unsafe fchmod(fileno(file!), 0o600)
        unsafe fclose(file!)
        return "\(path)/\(name)"
    }

    @discardableResult
    func write(_ name: String, _ text: String) -> String { write(name, Array(text.utf8)) }

    private static func remove(_ path: String) {
        if File.isDirectory(path) {
            for name in (try? File.names(in: path, atMost: 10_000)) ?? [] {
                remove("\(path)/\(name)")
            }
        }
        _ = unsafe Glibc.remove(path)
    }
}

/// The repository that this test was built from.
let repository: String = {
    let here = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    return here.joined(separator: "/")
}()

/// Where its device profiles lie.
let devices = repository + "/Devices"

/// Where files lie that use every key.
let samples = repository + "/Tests/Samples"

/// Processor time of this thread in seconds: other tests running beside do not count.
func processorTime() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// The most memory that this process has held since `resetPeakMemory`, in bytes.
func peakMemory() -> Int {
    guard case .bytes(let bytes)? = try? File.read("/proc/self/status", atMost: 65_536) else {
        return 0
    }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    let line = lines.first { $0.hasPrefix("VmHWM:") } ?? ""
    return (Int(line.filter(\.isNumber)) ?? 0) * 1_024
}

/// Lets the kernel count the peak anew (proc_pid_clear_refs(5)).
func resetPeakMemory() {
    guard let file = unsafe fopen("/proc/self/clear_refs", "w") else { return }
    unsafe fputs("5", file)
    unsafe fclose(file)
}

/// Whether this run measures the sanitizer as well (Scripts/test says so).
let isUnderAddressSanitizer = Environment.variable("TRAM_SANITIZER") == "address"
