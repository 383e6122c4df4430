import CLibYAML
import FoundationEssentials
import Glibc

/// The floor below validation: libyaml's events of the same bytes, and nothing done with them.
enum BareEvents {
    /// The processor time that the events of all files take, reading the files not counted.
    static func time(_ files: [String]) throws -> Duration {
        var total = Duration.zero
        for file in files {
            guard let content = FileManager.default.contents(atPath: file) else { throw BenchError("\(file) is gone") }
            let start = processorTime()
            guard parse([UInt8](content)) else { throw BenchError("\(file) is not YAML") }
            total += processorTime() - start
        }
        return total
    }

    private static func parse(_ bytes: [UInt8]) -> Bool {
        var (parser, event) = (yaml_parser_t(), yaml_event_t())
        guard yaml_parser_initialize(&parser) == 1 else { return false }
        defer { yaml_parser_delete(&parser) }
        return bytes.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return true }
            yaml_parser_set_input_string(&parser, start, buffer.count)
            while yaml_parser_parse(&parser, &event) == 1 {
                let isEnd = event.type == YAML_STREAM_END_EVENT
                yaml_event_delete(&event)
                if isEnd { return true }
            }
            return false
        }
    }

    private static func processorTime() -> Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
    }
}
