import TestSupport

/// Texts that tests commit.
enum Manifests {
    /// The first Repository and ResourceSync.
    static func bootstrap(url: String, http: String = "") -> String {
        repository("fleet-repository", url: url, http: http) + "---\n" + sync("fleets", of: "fleet-repository")
    }

    static func repository(_ name: String, url: String, http: String = "") -> String {
        """
        apiVersion: flightctl.io/v1beta1
        kind: Repository
        metadata:
          name: \(name)
        spec:
          type: git
          url: \(url)
        \(http)
        """ + "\n"
    }

    static func registry(_ name: String, host: String, password: String) -> String {
        """
        apiVersion: flightctl.io/v1beta1
        kind: Repository
        metadata:
          name: \(name)
        spec:
          type: oci
          registry: \(host)
          scheme: http
          ociAuth: {authType: docker, username: robot, password: \(password)}
        """ + "\n"
    }

    static func sync(_ name: String, of repository: String, revision: String = "main", path: String = "/fleets")
        -> String
    {
        """
        apiVersion: flightctl.io/v1beta1
        kind: ResourceSync
        metadata:
          name: \(name)
        spec:
          repository: \(repository)
          targetRevision: \(revision)
          path: \(path)
        """ + "\n"
    }

    /// A fleet of the devices with the label `fleet: NAME`, which places one file.
    static func fleet(_ name: String = "kiosk", path: String = "/etc/motd", content: String) -> String {
        """
        apiVersion: flightctl.io/v1beta1
        kind: Fleet
        metadata:
          name: \(name)
        spec:
          selector:
            matchLabels:
              fleet: \(name)
          template:
            spec:
              config:
                - name: greeting
                  inline:
                    - path: \(path)
                      content: "\(content)"
        """ + "\n"
    }

    /// The same fleet with a policy for its rollouts, and with an operating system, which no agent in package mode can take.
    /// - Parameter policy: the value of `rolloutPolicy`.
    static func release(content: String, policy: String, image: String? = nil) -> String {
        let text = fleet(content: content).replacing(
            "spec:\n  selector", with: "spec:\n  rolloutPolicy: \(policy)\n  selector")
        guard let image else { return text }
        return text.replacing("    spec:\n", with: "    spec:\n      os: {image: \(image)}\n")
    }

    static func device(_ name: String, labels: [String: String], path: String? = nil, content: String = "") -> String {
        var text = "apiVersion: flightctl.io/v1beta1\nkind: Device\nmetadata:\n  name: \(name)\n  labels:\n"
        for (key, value) in labels.sorted(by: { $0.key < $1.key }) { text += "    \(key): \(value)\n" }
        guard let path else { return text + "spec: {}\n" }
        return text + """
            spec:
              config:
                - name: own
                  inline:
                    - path: \(path)
                      content: "\(content)"
            """ + "\n"
    }

    /// The part of an agent's configuration that makes it quick.
    static func agent(_ labels: [String: String]) -> String {
        """
        spec-fetch-interval: 200ms
        spec-fetch-error-base-delay: 1s
        spec-fetch-error-max-delay: 1s
        status-update-interval: 2s
        status-update-jitter: 100ms
        enrollment-verify-interval: 1s
        default-labels:
        """ + "\n" + labels.sorted { $0.key < $1.key }.map { "  \($0.key): \($0.value)\n" }.joined()
    }
}
