// Quadlet units within applications.
extension Rule {
    static func quadletRow(_ rule: Rule) -> Row? {
        switch rule {
        case .quadletSyntax:
            error("Units have sections, keys and comments", "The generator refuses a unit with another line.")
        case .quadletSection:
            warning(
                "Sections are known",
                "systemd passes over sections that it does not know. Own sections start with “X-”.")
        case .quadletKey:
            warning(
                "Keys are known",
                "The generator refuses keys that it does not know; which ones it knows depends on its version.")
        case .quadletMissing:
            error("Units say what they need to", "A container needs an image, a pod file its YAML.")
        case .quadletImage:
            error(
                "Images of units name their registry",
                "Devices search no list of registries; a unit of the set may stand in for the image.")
        case .quadletReference:
            error(
                "Units that are referred to exist",
                "The generator makes no service for a unit whose network, volume, pod or image is missing.")
        case .quadletName:
            error("Units have different names", "Two units that become one service overwrite each other.")
        case .quadletKube:
            error(
                "Kube units run a pod of the set",
                "The file that “Yaml=” names stands beside the unit and describes a Pod.")
        case .quadletDropIn:
            warning("Drop-ins belong to a unit", "A drop-in of no unit has no effect.")
        default: nil
        }
    }
}
