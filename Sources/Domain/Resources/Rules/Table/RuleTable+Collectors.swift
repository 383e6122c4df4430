// Configurations of OpenTelemetry collectors within files.
extension Rule {
    static func collectorRow(_ rule: Rule) -> Row? {
        switch rule {
        case .collectorSyntax:
            error("Collector configurations are YAML mappings", "The collector does not start with anything else.")
        case .collectorTopKey:
            error(
                "Top-level keys are those of a collector",
                "receivers, processors, exporters, connectors, extensions and service.")
        case .collectorSection:
            error("Sections are mappings", "The collector reads components and pipelines by name.")
        case .collectorEmpty:
            error(
                "A receiver and an exporter are defined",
                "The collector does not start without; connectors do not count.")
        case .collectorID:
            error(
                "Components are called type or type/name",
                "The type starts with a letter and holds letters, digits and “_”; the name holds no spaces.")
        case .collectorDuplicate:
            error(
                "Connectors have names of their own",
                "A connector stands among receivers and exporters, so that it cannot share a name with one.")
        case .collectorServiceKey:
            error("Keys of “service” are known", "extensions, pipelines and telemetry.")
        case .collectorPipelines:
            error("There is a pipeline", "Without one nothing is received or sent.")
        case .collectorPipelineID:
            error("Pipelines are called by their signal", "traces, metrics or logs, if need be with a name behind “/”.")
        case .collectorPipelineEnds:
            error("Pipelines have receivers and exporters", "Processors may be left out.")
        case .collectorReference:
            error("What is referred to is defined", "The collector does not start with a reference to nothing.")
        case .collectorTwice:
            error("Processors stand once in a pipeline", "The collector refuses a pipeline that names one twice.")
        case .collectorConnector:
            error("Connectors join pipelines", "Each is an exporter of one pipeline and a receiver of another.")
        case .collectorCycle:
            error("Pipelines do not feed themselves", "Connectors that form a circle are refused.")
        case .collectorTelemetry:
            error(
                "The collector’s own telemetry is well formed",
                "Keys logs, metrics, traces and resource; levels none, basic, normal and detailed.")
        case .collectorUnused:
            warning(
                "What is defined is used",
                "Components outside all pipelines and extensions outside “service” are not started.")
        case .collectorRenamed:
            warning("Components have their present names", "Old names log a warning or were removed.")
        case .collectorUnknownType:
            warning(
                "Types of components are known",
                "Of the distributions that are common none has the type; a build of one’s own may.")
        case .collectorOrder:
            warning(
                "Processors stand in a good order",
                "memory_limiter first, so that it can refuse; batch after whatever drops or samples.")
        case .collectorOpenEndpoint:
            warning(
                "Endpoints are bound to an address", "0.0.0.0 accepts data from every network that the device is in.")
        case .collectorBareVariable:
            warning("Variables are written ${env:NAME}", "$NAME without braces is no longer filled.")
        case .collectorOutsideContent:
            warning(
                "Configurations hold what they say",
                "${file:…}, ${http:…} and ${https:…} pull in content that was not reviewed.")
        case .collectorRepeated:
            warning("Receivers and exporters stand once in a pipeline", "A second mention has no effect.")
        default: nil
        }
    }
}
