// Compose files within applications.
extension Rule {
    static func composeRow(_ rule: Rule) -> Row? {
        switch rule {
        case .composeSyntax:
            error("Compose files are YAML mappings", "What cannot be read cannot be started.")
        case .composeServices:
            error("Compose files have a service", "Without one there is nothing to run.")
        case .composeImage:
            error("Services have an image", "Devices pull images and build none.")
        case .composeImageReference:
            error(
                "Images of services name their registry",
                "Devices search no list of registries, so that nobody else can take a name over.")
        case .composeContainerName:
            error(
                "Services leave their containers’ names to the agent",
                "The agent finds the containers of an application by the names that it gives them.")
        case .composeBuild:
            warning(
                "Services are not built on devices",
                "The agent pulls the image; what stands under “build” has no effect or fails.")
        case .composeUnknownKey:
            warning(
                "Keys are those of the compose specification",
                "A misspelt key is passed over by some tools and refused by others. Own keys start with “x-”.")
        case .composeType:
            error(
                "Values have the type of the compose specification",
                "The tool that starts the services would refuse the file.")
        case .composePorts:
            error("Ports are well formed", "[address:]host:container[/protocol], or a mapping with “target”.")
        case .composeVolumes:
            error("Mounts are well formed", "[source:]path[:options], or a mapping with “type” and “target”.")
        case .composeReference:
            error(
                "What services refer to exists",
                "Services, volumes, networks, secrets and configs are defined in the file or its override.")
        case .composeCycle:
            error("Services do not wait for each other in a circle", "None of them would ever start.")
        default: nil
        }
    }
}
