import Resources

extension Marked {
    static let repositories: [Marked] = [
        Marked(.missingField, Documents.repository("▸url: https://a/b")),
        Marked(.unknownWord, Documents.repository("type: ▸svn\nurl: https://a/b")),
        Marked(.missingField, Documents.repository("▸type: git")),
        Marked(.url, Documents.repository("type: git\nurl: ▸\"\"")),
        Marked(.url, Documents.repository("type: git\nurl: ▸https://a/b c")),
        Marked(.url, Documents.repository("type: git\nurl: ▸https://a/" + String(repeating: "b", count: 2048))),
        Marked(.url, Documents.repository("type: git\nurl: ▸/srv/git/fleet.git")),
        Marked(.url, Documents.repository("type: git\nurl: ▸file:///srv/git/fleet.git")),
        Marked(.url, Documents.repository("type: git\nurl: ▸\"ext::sh -c id\"")),
        Marked(.url, Documents.repository("type: git\nurl: ▸ext::sh")),
        Marked(.url, Documents.repository("type: git\nurl: ▸git://a/b")),
        Marked(.url, Documents.repository("type: git\nurl: ▸ssh://-oProxyCommand=id/b")),
        Marked(.url, Documents.repository("type: git\nurl: ▸git@-oProxyCommand=id:b")),
        Marked(.url, Documents.repository("type: git\nurl: ▸git@a:-oProxyCommand=id")),
        Marked(.url, Documents.repository("type: git\nurl: ▸https://a/b?token=x")),
        Marked(.url, Documents.repository("type: git\nurl: ▸https://a/b#x")),
        Marked(.urlScheme, Documents.repository("type: http\nurl: ▸ftp://a/b")),
        Marked(.credentialInURL, Documents.repository("type: git\nurl: ▸https://u:p@a/b")),
        Marked(.credentialInURL, Documents.repository("type: http\nurl: ▸https://token@a/b")),
        Marked(.credentialInURL, Documents.repository("type: git\nurl: ▸ssh://git:p@a/b")),
        Marked(.severalForms, Documents.repository("type: git\nurl: https://a/b\nhttpConfig: {}\n▸sshConfig: {}")),
        Marked(.unknownField, Documents.repository("type: http\nurl: https://a/b\n▸sshConfig: {}")),
        Marked(.unknownField, Documents.repository("type: git\nurl: https://a/b\n▸registry: quay.io")),
        Marked(.incompleteCredential, Documents.repository("type: git\nurl: https://a/b\nhttpConfig: {▸username: u}")),
        Marked(.incompleteCredential, Documents.repository("type: git\nurl: https://a/b\nhttpConfig: {▸password: p}")),
        Marked(
            .incompleteCredential, Documents.repository("type: git\nurl: https://a/b\nhttpConfig: {▸tls.crt: YWJj}")),
        Marked(
            .incompleteCredential, Documents.repository("type: git\nurl: https://a/b\nhttpConfig: {▸tls.key: YWJj}")),
        Marked(
            .incompleteCredential,
            Documents.repository("type: git\nurl: git@a:b\nsshConfig: {▸privateKeyPassphrase: x}")),
        Marked(.base64, Documents.repository("type: git\nurl: https://a/b\nhttpConfig: {ca.crt: ▸\"a b\"}")),
        Marked(.base64, Documents.repository("type: git\nurl: git@a:b\nsshConfig: {sshPrivateKey: ▸-----BEGIN}")),
        Marked(.token, Documents.repository("type: git\nurl: https://a/b\nhttpConfig: {token: ▸ghp_abc}")),
        Marked(
            .textLength, Documents.repository("type: git\nurl: https://a/b\nhttpConfig: {username: ▸\"\", password: p}")
        ),
        Marked(
            .textLength,
            Documents.repository(
                "type: git\nurl: https://a/b\nhttpConfig: {username: u, password: ▸"
                    + String(repeating: "p", count: 257) + "}")),
        Marked(
            .maskedSecret,
            Documents.repository("type: git\nurl: https://a/b\nhttpConfig: {username: u, password: ▸\"*****\"}")),
        Marked(
            .wrongType,
            Documents.repository("type: git\nurl: https://a/b\nhttpConfig: {skipServerVerification: ▸\"yes\"}")),
        Marked(.registry, Documents.repository("type: oci\nregistry: ▸https://quay.io")),
        Marked(.registry, Documents.repository("type: oci\nregistry: ▸\"quay.io:0\"")),
        Marked(.registry, Documents.repository("type: oci\nregistry: ▸\"quay.io:65536\"")),
        Marked(.registry, Documents.repository("type: oci\nregistry: ▸256.1.1.1")),
        Marked(.registry, Documents.repository("type: oci\nregistry: ▸\"[1::2::3]\"")),
        Marked(.unknownWord, Documents.repository("type: oci\nregistry: quay.io\naccessMode: ▸Write")),
        Marked(
            .missingField,
            Documents.repository("type: oci\nregistry: quay.io\nociAuth: {▸authType: docker, username: u}")),
        Marked(
            .unknownWord,
            Documents.repository("type: oci\nregistry: quay.io\nociAuth: {authType: ▸basic, username: u, password: p}")),
        Marked(
            .duplicateBaseImage,
            Documents.repository(
                "type: oci\nregistry: quay.io\nbaseImages: [{imageName: a, tags: [a]}, {imageName: ▸a, tags: [b]}]")),
        Marked(
            .imageTag, Documents.repository("type: oci\nregistry: quay.io\nbaseImages: [{imageName: a, tags: [▸.a]}]")),
        Marked(
            .tooFewElements,
            Documents.repository("type: oci\nregistry: quay.io\nbaseImages: [{imageName: a, tags: ▸[]}]")),
        // syncs
        Marked(.missingField, Documents.sync("▸repository: r\npath: /")),
        Marked(.resourceName, Documents.sync("repository: ▸R\ntargetRevision: main\npath: /")),
        Marked(.gitRevision, Documents.sync("repository: r\ntargetRevision: ▸-main\npath: /")),
        Marked(.gitRevision, Documents.sync("repository: r\ntargetRevision: ▸a~1\npath: /")),
        Marked(
            .gitRevision,
            Documents.sync("repository: r\ntargetRevision: ▸" + String(repeating: "a", count: 245) + "\npath: /")),
        Marked(.syncPathNotAbsolute, Documents.sync("repository: r\ntargetRevision: main\npath: ▸fleets")),
        Marked(.syncPath, Documents.sync("repository: r\ntargetRevision: main\npath: ▸/a/../b")),
        Marked(
            .textLength,
            Documents.sync("repository: r\ntargetRevision: main\npath: ▸/" + String(repeating: "a", count: 2048))),
        Marked(.unknownWord, Documents.sync("repository: r\ntargetRevision: main\npath: /\ntype: ▸fleets")),
        Marked(.unknownField, Documents.sync("repository: r\n▸revision: main\ntargetRevision: main\npath: /")),
    ]
}
