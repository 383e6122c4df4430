import Resources

extension Marked {
    static let applications: [Marked] = [
        Marked(.missingField, Documents.device("applications:\n- ▸name: a\n  image: quay.io/a/b")),
        Marked(.unknownWord, Documents.device("applications:\n- appType: ▸docker\n  image: quay.io/a/b")),
        Marked(.missingForm, Documents.device("applications:\n- ▸appType: container\n  name: a")),
        Marked(
            .severalForms,
            Documents.device(
                "applications:\n- appType: compose\n  name: a\n  image: a/b\n  ▸inline: [{path: docker-compose.yaml}]")),
        Marked(.unknownField, Documents.device("applications:\n- appType: container\n  image: a/b\n  ▸inline: []")),
        Marked(.unknownField, Documents.device("applications:\n- appType: helm\n  image: a/b\n  ▸envVars: {A: b}")),
        Marked(.unknownField, Documents.device("applications:\n- appType: compose\n  image: a/b\n  ▸runAs: nginx")),
        Marked(.unknownField, Documents.device("applications:\n- appType: vm\n  image: a/b\n  ▸ports: [\"1:1\"]")),
        Marked(.dnsLabel, Documents.device("applications:\n- appType: container\n  name: ▸a.b\n  image: a/b")),
        Marked(.imageReference, Documents.device("applications:\n- {appType: container, image: ▸\"a b\"}")),
        Marked(.imageReference, Documents.device("applications:\n- {appType: container, image: ▸https://quay.io/a/b}")),
        Marked(
            .placeholderNotAllowed,
            Documents.fleet("applications:\n- {appType: container, image: ▸\"quay.io/{{ .metadata.name }}/b:1\"}")),
        Marked(.placeholderNotAllowed, Documents.fleet("os: {image: ▸\"quay.io/a/b:v{{ .metadata.name }}\"}")),
        Marked(
            .duplicateApplication,
            Documents.device(
                "applications:\n- {appType: container, name: a, image: a/b}\n- {appType: helm, name: ▸a, image: c/d}")),
        Marked(
            .duplicateApplication,
            Documents.device("applications:\n- {appType: container, image: a/b}\n- {appType: container, image: ▸a/b}")),
        Marked(
            .unnamedApplication,
            Documents.device(
                "applications:\n- appType: compose\n  ▸inline: [{path: docker-compose.yaml, content: \"{services: {a: {image: q.io/a/b}}}\"}]"
            )),
        Marked(
            .ignoredField, Documents.device("applications:\n- {appType: container, image: a/b, ▸desiredState: stopped}")
        ),
        Marked(
            .variableName, Documents.device("applications:\n- {appType: container, image: a/b, envVars: {▸A-B: c}}")),
        Marked(.variableName, Documents.device("applications:\n- {appType: container, image: a/b, envVars: {▸1A: c}}")),
        Marked(
            .wrongType, Documents.device("applications:\n- {appType: container, image: a/b, envVars: {PORT: ▸8080}}")),
        Marked(.userName, Documents.device("applications:\n- {appType: quadlet, image: a/b, runAs: ▸-a}")),
        Marked(
            .ports, Documents.device("applications:\n- {appType: container, image: a/b, ports: [\"80:80\", ▸\"80\"]}")),
        Marked(.ports, Documents.device("applications:\n- {appType: container, image: a/b, ports: [▸\"0:80\"]}")),
        Marked(.ports, Documents.device("applications:\n- {appType: container, image: a/b, ports: [▸\"80:65536\"]}")),
        Marked(.ports, Documents.device("applications:\n- {appType: vm, image: a/b, publishPorts: [▸\"80:80/icmp\"]}")),
        Marked(
            .quantity,
            Documents.device("applications:\n- {appType: container, image: a/b, resources: {limits: {cpu: ▸\"-1\"}}}")),
        Marked(
            .quantity,
            Documents.device("applications:\n- {appType: container, image: a/b, resources: {limits: {memory: ▸256M}}}")),
        Marked(
            .wrongType,
            Documents.device("applications:\n- {appType: container, image: a/b, resources: {limits: {cpu: ▸0.5}}}")),
        Marked(
            .volumeForm,
            Documents.device(
                "applications:\n- {appType: container, image: a/b, volumes: [▸{name: v, image: {reference: q.io/a/b}}]}"
            )),
        Marked(
            .volumeForm,
            Documents.device(
                "applications:\n- {appType: compose, image: a/b, volumes: [▸{name: v, mount: {path: /a}}]}")),
        Marked(.volumeForm, Documents.device("applications:\n- {appType: quadlet, image: a/b, volumes: [▸{name: v}]}")),
        Marked(
            .duplicateVolume,
            Documents.device(
                "applications:\n- appType: container\n  image: a/b\n  volumes:\n  - {name: v, mount: {path: /a}}\n  - {name: ▸v, mount: {path: /b}}"
            )),
        Marked(
            .imageReference,
            Documents.device(
                "applications:\n- {appType: compose, image: a/b, volumes: [{name: v, image: {reference: ▸data}}]}")),
        Marked(
            .unknownWord,
            Documents.device(
                "applications:\n- {appType: compose, image: a/b, volumes: [{name: v, image: {reference: q.io/a, pullPolicy: ▸always}}]}"
            )),
        Marked(
            .filePath,
            Documents.device(
                "applications:\n- {appType: container, image: a/b, volumes: [{name: v, mount: {path: ▸\"/a:\"}}]}")),
        Marked(
            .composeFiles,
            Documents.device(
                "applications:\n- appType: compose\n  name: a\n  inline: ▸[{path: docker-compose.override.yaml, content: \"{services: {a: {image: q.io/a/b}}}\"}]"
            )),
        Marked(
            .composeFiles,
            Documents.device(
                "applications:\n- appType: compose\n  name: a\n  inline:\n  - path: docker-compose.yaml\n    content: \"{services: {a: {image: q.io/a/b}}}\"\n  - path: ▸app/docker-compose.yml\n    content: \"{services: {a: {image: q.io/a/b}}}\""
            )),
        Marked(
            .composeFiles,
            Documents.device(
                "applications:\n- appType: compose\n  name: a\n  inline:\n  ▸- path: docker-compose.yaml\n    content: \"{services: {a: {image: q.io/a/b}}}\"\n  - path: podman-compose.yaml\n    content: \"{services: {a: {image: q.io/a/b}}}\""
            )),
        Marked(
            .quadletFiles,
            Documents.device(
                "applications:\n- appType: quadlet\n  name: a\n  inline:\n  - path: a.container\n    content: \"[Container]\\nImage=q.io/a/b\"\n  - path: ▸b.build"
            )),
        Marked(
            .quadletFiles,
            Documents.device(
                "applications:\n- appType: quadlet\n  name: a\n  inline:\n  - path: a.container\n    content: \"[Container]\\nImage=q.io/a/b\"\n  - path: ▸sub/b.volume"
            )),
        Marked(
            .quadletFiles,
            Documents.device("applications:\n- appType: quadlet\n  name: a\n  inline: ▸[{path: a.volume}]")),
        Marked(
            .machineFile, Documents.device("applications:\n- appType: vm\n  name: a\n  inline: ▸[{path: machine.yaml}]")
        ),
        Marked(
            .relativePath,
            Documents.device(
                "applications:\n- appType: quadlet\n  name: a\n  inline: [{path: a.container, content: \"[Container]\\nImage=q.io/a/b\"}, {path: ▸../b}]"
            )),
        Marked(
            .relativePath,
            Documents.device(
                "applications:\n- appType: quadlet\n  name: a\n  inline: [{path: a.container, content: \"[Container]\\nImage=q.io/a/b\"}, {path: ▸/b}]"
            )),
        Marked(
            .duplicatePath,
            Documents.device(
                "applications:\n- appType: quadlet\n  name: a\n  inline: [{path: a.container, content: \"[Container]\\nImage=q.io/a/b\"}, {path: ▸a.container, content: \"[Container]\\nImage=q.io/a/b\"}]"
            )),
        Marked(.tooFewElements, Documents.device("applications:\n- appType: quadlet\n  name: a\n  inline: ▸[]")),
        Marked(
            .valuesFile,
            Documents.device("applications:\n- {appType: helm, image: a/b, valuesFiles: [a.yaml, ▸b.json]}")),
        Marked(.dnsLabel, Documents.device("applications:\n- {appType: helm, image: a/b, namespace: ▸Web}")),
    ]
}
