import FoundationEssentials

/// Manifests as fleets have them: two devices for each fleet, two documents in some files, sites as directories.
struct ManifestCorpus: Sendable {
    /// The directory that all lie in.
    let directory: String
    /// Every file.
    let files: [String]
    let documents: Int

    static func make(files count: Int, documents: Int, in place: Workplace) throws -> ManifestCorpus {
        let directory = try place.folder("manifests")
        var (files, next) = ([String](), 0)
        for number in 0..<count {
            let folder = "\(directory)/site-\(number % 200)"
            if number < 200 { _ = try place.folder("manifests/site-\(number)") }
            let size = number < documents - count ? 2 : 1
            let texts = (next..<next + size).map { $0.isMultiple(of: 3) ? fleet($0) : device($0) }
            next += size
            files.append("\(folder)/manifest-\(number).yaml")
            try Workplace.write(texts.joined(separator: "---\n"), to: files[number])
        }
        return ManifestCorpus(directory: directory, files: files, documents: next)
    }

    private static func device(_ number: Int) -> String {
        """
        apiVersion: flightctl.io/v1beta1
        kind: Device
        metadata:
          name: device-\(number)
          labels:
            fleet: fleet-\(number / 300 * 300)
            site: site-\(number % 200)
            hardware: "rev\(number % 4)"
        spec:
          os:
            image: quay.io/example/device:\(number % 7)

        """
    }

    private static func fleet(_ number: Int) -> String {
        """
        apiVersion: flightctl.io/v1beta1
        kind: Fleet
        metadata:
          name: fleet-\(number)
          labels:
            team: team-\(number % 17)
        spec:
          selector:
            matchLabels:
              fleet: fleet-\(number)
          rolloutPolicy:
            deviceSelection:
              strategy: BatchSequence
              sequence:
                - selector:
                    matchLabels:
                      stage: canary
                  limit: 1
                - limit: 50%
            successThreshold: 95%
          template:
            spec:
              os:
                image: quay.io/example/device:\(number % 7)
        \(configuration(number))
        \(workload(number))

        """
    }

    private static func configuration(_ number: Int) -> String {
        """
              config:
                - name: greeting
                  inline:
                    - path: /etc/motd
                      content: |
                        This is {{ .metadata.name }} of fleet \(number).
                        Call the operators before you unplug it.
                      mode: 0644
                - name: service
                  inline:
                    - path: /etc/service/config.yaml
                      content: |
                        site: {{ .metadata.labels.site }}
                        interval: \(number % 60)
                        endpoint: https://service.example.com/\(number)
                        tls:
                          ca: /etc/pki/ca.crt
        """
    }

    private static func workload(_ number: Int) -> String {
        """
              applications:
                - name: web
                  appType: container
                  image: quay.io/example/web:1.\(number % 9)
                  envVars:
                    LOG_LEVEL: info
                    SITE: "site-\(number % 200)"
              systemd:
                matchPatterns:
                  - chronyd.service
                  - app-*.service
              resources:
                - monitorType: CPU
                  samplingInterval: 30s
                  alertRules:
                    - severity: Warning
                      percentage: 80
                      duration: 5m
                      description: The processor is busy
        """
    }
}
