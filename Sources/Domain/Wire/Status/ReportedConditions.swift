import Nodes

/// The conditions of a report. Those of the service (`SpecValid`, `MultipleOwners` and all but two others) are dropped:
/// a device cannot write them.
struct ReportedConditions {
    /// The device's own conditions, each as JSON.
    private(set) var own: [[UInt8]] = []
    private(set) var updating = ReportedCondition()
    private(set) var decommissioning: String?

    init(_ bytes: [UInt8]) throws(StatusRefusal) {
        let elements: [Node]
        do {
            elements = try JSON.parse(bytes).elements ?? []
        } catch {
            throw StatusRefusal(description: "status.conditions: \(error.message)")
        }
        var seen: Set<String> = []
        for element in elements {
            guard let type = element["type"]?.string, type == "Updating" || type == "DeviceDecommissioning" else {
                continue
            }
            guard seen.insert(type).inserted else {
                throw StatusRefusal(description: "status.conditions holds \(type) twice")
            }
            own.append(element.json())
            keep(element, type)
        }
    }

    private mutating func keep(_ element: Node, _ type: String) {
        let condition = ReportedCondition(
            status: element["status"]?.string ?? "Unknown", reason: element["reason"]?.string ?? "",
            message: String((element["message"]?.string ?? "").prefix(2048)))
        if type == "Updating" { updating = condition } else { decommissioning = condition.reason }
    }
}
