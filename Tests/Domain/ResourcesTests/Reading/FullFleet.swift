extension AcceptanceTests {
    static let fullFleet = """
        apiVersion: flightctl.io/v1beta1
        kind: Fleet
        metadata:
          name: web
          labels: {team: edge}
        spec:
          selector:
            matchLabels:
              site: berlin
          rolloutPolicy:
            disruptionBudget: {groupBy: [site, example.com/row], maxUnavailable: 2}
            deviceSelection:
              strategy: BatchSequence
              sequence:
              - selector: {matchExpressions: [{key: canary, operator: In, values: ["yes", ""]}]}
                limit: 1
              - limit: 25%
                successThreshold: 100%
            successThreshold: 95%
            defaultUpdateTimeout: 90m
          template:
            spec:
              os: {image: "quay.io/org/os:{{ .metadata.labels.version }}"}
              config:
              - name: base
                gitRef: {repository: configs, targetRevision: "{{ .metadata.labels.ring }}", path: /base}
              - name: app
                inline:
                - {path: "/etc/app/{{ .metadata.name }}.conf", content: "site={{ upper .metadata.labels.site }}\\n", mode: 0600, user: nginx}
                - {path: /etc/app/blob, content: AAEC, contentEncoding: base64, group: "1000"}
              - name: motd
                httpRef: {repository: web, suffix: "/motd?site={{ .metadata.labels.site }}", filePath: /etc/motd}
              - name: cert
                secretRef: {name: tls, namespace: edge, mountPath: /etc/tls}
              applications:
              - appType: container
                name: cache
                image: quay.io/org/cache:1
                envVars: {SITE: "{{ .metadata.labels.site }}"}
                ports: ["8080:80"]
                resources: {limits: {cpu: "0.5", memory: 256m}}
                volumes: [{name: data, mount: {path: "/data:ro,Z"}}]
              - {appType: helm, name: chart, image: quay.io/org/chart:1, namespace: web, values: {b: [1, 2.50], a: null}, valuesFiles: [prod.yaml]}
              systemd: {matchPatterns: [nginx.service, "app-*@[0-9].timer"]}
              resources:
              - monitorType: Disk
                path: /
                samplingInterval: 30s
                alertRules:
                - {severity: Warning, percentage: 75, duration: 5m, description: filling}
                - {severity: Critical, percentage: 90.5, duration: 5m, description: full}
              updatePolicy:
                updateSchedule: {at: "0 2 * * SUN", startGraceDuration: 2h}
                downloadSchedule: {at: "*/30 * * * *", startGraceDuration: 30m, timeZone: Europe/Berlin}

        """

    static let fullFleetJSON =
        #"{"rolloutPolicy":{"defaultUpdateTimeout":"90m","deviceSelection":{"sequence":[{"limit":1,"selector":"#
        + #"{"matchExpressions":[{"key":"canary","operator":"In","values":["yes",""]}]}},{"limit":"25%","successThreshold":"100%"}],"#
        + #""strategy":"BatchSequence"},"disruptionBudget":{"groupBy":["site","example.com/row"],"maxUnavailable":2},"#
        + #""successThreshold":"95%"},"selector":{"matchLabels":{"site":"berlin"}},"template":{"spec":{"applications":["#
        + #"{"appType":"container","envVars":{"SITE":"{{ .metadata.labels.site }}"},"image":"quay.io/org/cache:1","name":"cache","#
        + #""ports":["8080:80"],"resources":{"limits":{"cpu":"0.5","memory":"256m"}},"volumes":[{"mount":{"path":"/data:ro,Z"},"#
        + #""name":"data","reclaimPolicy":"Retain"}]},{"appType":"helm","image":"quay.io/org/chart:1","name":"chart","namespace":"web","#
        + #""values":{"a":null,"b":[1,2.50]},"valuesFiles":["prod.yaml"]}],"config":[{"gitRef":{"path":"/base","repository":"configs","#
        + #""targetRevision":"{{ .metadata.labels.ring }}"},"name":"base"},{"inline":[{"content":"site={{ upper .metadata.labels.site }}\n","#
        + #""mode":384,"path":"/etc/app/{{ .metadata.name }}.conf","user":"nginx"},{"content":"AAEC","contentEncoding":"base64","#
        + #""group":"1000","path":"/etc/app/blob"}],"name":"app"},{"httpRef":{"filePath":"/etc/motd","repository":"web","#
        + #""suffix":"/motd?site={{ .metadata.labels.site }}"},"name":"motd"},{"name":"cert","secretRef":{"mountPath":"/etc/tls","#
        + #""name":"tls","namespace":"edge"}}],"os":{"image":"quay.io/org/os:{{ .metadata.labels.version }}"},"resources":["#
        + #"{"alertRules":[{"description":"filling","duration":"5m","percentage":75,"severity":"Warning"},"#
        + #"{"description":"full","duration":"5m","percentage":90.5,"severity":"Critical"}],"monitorType":"Disk","path":"/","#
        + #""samplingInterval":"30s"}],"systemd":{"matchPatterns":["nginx.service","app-*@[0-9].timer"]},"updatePolicy":"#
        + #"{"downloadSchedule":{"at":"*/30 * * * *","startGraceDuration":"30m","timeZone":"Europe/Berlin"},"updateSchedule":"#
        + #"{"at":"0 2 * * SUN","startGraceDuration":"2h","timeZone":"Local"}}}}}"#
}
