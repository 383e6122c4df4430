import FoundationEssentials
import Glibc

extension Machine {
    /// Seconds of CPU that a process, those that it started and those that these started have used, ended ones included.
    static func processorTime(ofTree process: Int32) throws -> Double {
        try everyChild(of: process).reduce(time(of: process)) { $0 + ((try? processorTime(ofTree: $1)) ?? 0) }
    }

    /// The processes that any thread of a process started.
    private static func everyChild(of process: Int32) -> [Int32] {
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")) ?? []
        return threads.flatMap { thread in
            let file = FileManager.default.contents(atPath: "/proc/\(process)/task/\(thread)/children")
            return String(decoding: file ?? Data(), as: UTF8.self).split(separator: " ").compactMap { Int32($0) }
        }
    }

    /// Seconds of CPU of this process's children that have ended.
    static var processorTimeOfChildren: Double {
        var usage = rusage()
        guard getrusage(RUSAGE_CHILDREN.rawValue, &usage) == 0 else { return 0 }
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }

    /// Of a process itself and of its children that have ended.
    private static func time(of process: Int32) throws -> Double {
        let text = FileManager.default.contents(atPath: "/proc/\(process)/stat").map {
            String(decoding: $0, as: UTF8.self)
        }
        // The name, in parentheses, may hold anything; what follows it are numbers.
        guard let fields = text?.split(separator: ")").last?.split(separator: " "), fields.count > 14 else {
            throw BenchError("process \(process) is gone")
        }
        return fields[11...14].compactMap { Double($0) }.reduce(0, +) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }
}
