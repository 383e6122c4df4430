// Devices: what several fields of a spec say together.
extension Rule {
    static func deviceRow(_ rule: Rule) -> Row? {
        switch rule {
        case .duplicateProvider:
            error("Configuration sources have different names", "Status and messages name them.")
        case .duplicatePath:
            error(
                "Files are written once", "Which of two contents a file would get should not depend on an order.")
        case .forbiddenPath:
            error(
                "The agent's own files are left alone",
                "A fleet that overwrites the agent's configuration or certificates loses its devices.")
        case .contentTooLarge:
            error(
                "Content in a document is at most 1 MiB", "Large files belong into a git repository or an image.")
        case .decimalFileMode:
            warning(
                "File modes are written in octal", "Without a leading zero the number is decimal: 644 is 01204.")
        case .duplicateApplication:
            error("Applications have different names", "The image stands in for a missing name.")
        case .unnamedApplication:
            error("Applications that are written out have names", "There is no image to name them by.")
        case .duplicateVolume:
            error(
                "Volumes of an application have different names", "Files of the application refer to them by name.")
        case .volumeForm:
            error(
                "Volumes have the form that their application takes",
                "Containers mount their volumes; others get content from an image.")
        case .composeFiles:
            error(
                "Compose applications have one compose file", "It may have an override beside it; both lie at the root."
            )
        case .quadletFiles:
            error(
                "Quadlet applications are sets of units", "Units lie at the root, and one of them runs something.")
        case .machineFile:
            error(
                "Virtual machines are one file",
                "It is called vm.yaml and declares a KubeVirt VirtualMachine of the application's name.")
        case .valuesFile: error("Values files are YAML", "Their names end in .yaml or .yml.")
        case .duplicateMonitor: error("Each resource has one monitor", "Its rules stand together.")
        case .duplicateSeverity: error("Each severity has one rule", "Two would contradict each other.")
        case .thresholdOrder:
            error("Thresholds rise with the severity", "Info lies below Warning, Warning below Critical.")
        case .samplingTooSlow:
            error(
                "Monitors look more often than they wait",
                "Within the duration of a rule there must be more than one sample.")
        case .graceTooLong:
            error(
                "The time for starting ends before the next one begins", "Otherwise the schedule would always be open.")
        case .neverDue:
            warning(
                "Schedules come due", "A day that no month of the schedule has leaves downloads or updates waiting.")
        case .portTaken:
            warning(
                "Ports of the device lead to one application",
                "The second container that asks for a port does not start.")
        default: nil
        }
    }
}
