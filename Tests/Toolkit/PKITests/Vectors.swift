/// Certificate requests made with OpenSSL, and fingerprints of their keys computed from its output by a script of another
/// language.
enum Vectors {
    /// A name for failure messages, the request, and the fingerprint of its key.
    static let accepted: [(name: String, request: String, fingerprint: String)] = [
        (
            "X begins with a zero byte",
            x0Request,
            "h1bcehc911ef8t27j6892hpa9tvvvfaqfgd0t37lnabbm7qpbk10"
        ),
        (
            "Y begins with a zero byte",
            y0Request,
            "aue4ibrbsggjjqccihnlofag4fl579f13hec35upel0dijev9vtg"
        ),
        (
            "no leading zero",
            plainRequest,
            "p29eulpqcicvlkipis6dvmo7bv7jsfljssbecc5r9c02aaooq3c0"
        ),
        (
            "RSA 2048",
            rsaRequest,
            "01mhcrnh0arcrknvvb969tj4ddg4hrdi3185qpoc9pfdf1brldpg"
        ),
    ]

    /// A P-256 key.
    static let x0Request = """
        -----BEGIN CERTIFICATE REQUEST-----
        MIHVMH4CAQAwHDEaMBgGA1UEAwwRY2xpZW50LWVucm9sbG1lbnQwWTATBgcqhkjO
        PQIBBggqhkjOPQMBBwNCAAQAOHZH8oz+Qfxx0lMQ13mrTuG+TXVa7BmpO664bnDw
        h/hiIeBlayF+RNlTVnSS10aMq4pru2vItySlJ0L7ptvpoAAwCgYIKoZIzj0EAwID
        RwAwRAIgJK27diIFVXXEN71M+ZQyrVxkznlk43wsboLntFXosogCIEIQGflXvxDz
        mTJPAcMu36fLBov6lS4v754OOXVj+v/Z
        -----END CERTIFICATE REQUEST-----
        """

    /// A P-256 key.
    static let y0Request = """
        -----BEGIN CERTIFICATE REQUEST-----
        MIHWMH4CAQAwHDEaMBgGA1UEAwwRY2xpZW50LWVucm9sbG1lbnQwWTATBgcqhkjO
        PQIBBggqhkjOPQMBBwNCAAQrx/UFBAm0W6kjIUpUBRe0cwl+KSyvgKtSMusj/cKN
        QgAKGRCLnbCtZdho/lNAhx+Er8Dq6LjUDb3Y5Qh+KOLtoAAwCgYIKoZIzj0EAwID
        SAAwRQIgB1mkIuoDCEIc4xX3qfTswtnrMWZ/NwMHqsut+qVP1koCIQDclER2PHRz
        gS0RsX4+fhH1OhVI6r7R5NQC2E4A+Je3JQ==
        -----END CERTIFICATE REQUEST-----
        """

    /// A P-256 key.
    static let plainRequest = """
        -----BEGIN CERTIFICATE REQUEST-----
        MIHWMH4CAQAwHDEaMBgGA1UEAwwRY2xpZW50LWVucm9sbG1lbnQwWTATBgcqhkjO
        PQIBBggqhkjOPQMBBwNCAASOEyqe1/8z1B7bct1/LkjFsJuCPqyhYTqB0qmmP1rK
        TS0Ei2QHDE8wCT6inIAKLEQApQ+yz+O5Zi5Z1OviAFhAoAAwCgYIKoZIzj0EAwID
        SAAwRQIhAI12dthZzYIybO8aSt7T2bBJDaoYT4h8zjovFlHNTieaAiAMQ9bCMT1Y
        pnvaOvgzs7hS5cDX1UyQ8ndHTpnSg14hAw==
        -----END CERTIFICATE REQUEST-----
        """

    /// An RSA key of 2048 bits.
    static let rsaRequest = """
        -----BEGIN CERTIFICATE REQUEST-----
        MIICYTCCAUkCAQAwHDEaMBgGA1UEAwwRY2xpZW50LWVucm9sbG1lbnQwggEiMA0G
        CSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQCxmZ16yhAuGqk1o/MbhpzYRAancWg8
        AST9h/wK9dIKvZFJ0SZxpjoYiu5NDnJ3Gzboy+2zJcORt1ZcoBP0/pM7vyVWY66t
        x+C11tgiMLvDqFXLXQ7BgXyenX+hu4ssRPmxfbSVm0xfMdfxryrLyt19TX9vmkxw
        tn/vEBaBdf3HrWnAGOX7qvKr1XlZGUYt5Inl9FbaNFkDi5myDh22v+P8uVdpOxE8
        TcOe0pe2s6v7P8xbh4pB8jHDJLn+BssabEk8ydo35pQ/A2x2u3uGeEo0QLEXzi2v
        j3BK2vYCFPhOVu5tK66+btQERfarv3MibEKX0pFa451lN2LQcgSKV8fFAgMBAAGg
        ADANBgkqhkiG9w0BAQsFAAOCAQEAFbElOowWJrJVr9kc0OZi7y+hYb/tnEoR669n
        jJlMdipCgkTEsiv6q9kDe0RQgDP4jyg28GQetTL5h/UET1IfDnXu9CF3cIqMYkkv
        XjNhD17+zr45nOzfr6dG5XephPi25hn9AQjqiMZuNK27KI0CekyB3etNRGW2xb8c
        O8I6LKw0Qimptr0Kf9WatEQzG6U3/eUVPwjWvqcQaHIG6JHvTiUUrxCSvFBqKO/Z
        edKILicREX2qhOzFJu+XAMEOTtGGdn0bj4asc1yOp5FKoLSzDxf3JfbBaHeUONtn
        PvipWpJP05EZPPL4OhSuOJtKbYDFpJUNlrGC916r5eDirUxaSg==
        -----END CERTIFICATE REQUEST-----
        """

    /// An RSA key of 1024 bits.
    static let smallRequest = """
        -----BEGIN CERTIFICATE REQUEST-----
        MIIBWzCBxQIBADAcMRowGAYDVQQDDBFjbGllbnQtZW5yb2xsbWVudDCBnzANBgkq
        hkiG9w0BAQEFAAOBjQAwgYkCgYEAuj4f9Wxyt+BRWH+F8eWrQ2TmS4Fve5pJRZDU
        njN8z1h5/7FvdTWmPqpsyClMrHkBhszfgez7Me9l6XvGbgvqc06+DzHLYSgeuC8w
        hgPrLIEzEECN8YoBdf2tchm0g8v1N8ZqUTT49gJT5krOhG8yGmwzUqu+iP4fzbGd
        gdfkHXkCAwEAAaAAMA0GCSqGSIb3DQEBCwUAA4GBAH4pE7efwmKxAnmM1//ZmmJJ
        hb7DKtgpE9wT3/l+eLgfCiRu1gwlZ6iU9S9C/m0degRdUBT6JnKF+gvJYLk/Smh0
        I6gnusHy9hVPNgOQRVrW/kDPmvgPJ3zIWLLZxxGhnrm6TGEu7nhBBTqsMy3thFfx
        98fW0jDyV3fpddeZ8tE0
        -----END CERTIFICATE REQUEST-----
        """

    /// An Ed25519 key.
    static let edRequest = """
        -----BEGIN CERTIFICATE REQUEST-----
        MIGbME8CAQAwHDEaMBgGA1UEAwwRY2xpZW50LWVucm9sbG1lbnQwKjAFBgMrZXAD
        IQArVdKxAXCoUUMLFS3kdDWqoaISWUzVYeYAKIAARHEgYaAAMAUGAytlcANBAI+B
        6IwO59zt5m8Fx8wIxpqrnUlLmLAodSRg8JKeMenp/+kpez8p821LiWNqKLbT9ziS
        ceO1bGBXTfX08kMo2Aw=
        -----END CERTIFICATE REQUEST-----
        """

    /// Two common names.
    static let twoRequest = """
        -----BEGIN CERTIFICATE REQUEST-----
        MIHlMIGMAgEAMCoxGjAYBgNVBAMMEWNsaWVudC1lbnJvbGxtZW50MQwwCgYDVQQD
        DAN0d28wWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASOEyqe1/8z1B7bct1/LkjF
        sJuCPqyhYTqB0qmmP1rKTS0Ei2QHDE8wCT6inIAKLEQApQ+yz+O5Zi5Z1OviAFhA
        oAAwCgYIKoZIzj0EAwIDSAAwRQIgWLgic8TqKDFlXy2icunzuQhN1RXCa+MYyc3C
        VJOaIQACIQDvUcrK6OdI1s+av/W2eSoPHLm0zA3CZc1COC0T/k80Aw==
        -----END CERTIFICATE REQUEST-----
        """

    /// No common name.
    static let noneRequest = """
        -----BEGIN CERTIFICATE REQUEST-----
        MIHGMG4CAQAwDDEKMAgGA1UECgwBeDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IA
        BI4TKp7X/zPUHtty3X8uSMWwm4I+rKFhOoHSqaY/WspNLQSLZAcMTzAJPqKcgAos
        RAClD7LP47lmLlnU6+IAWECgADAKBggqhkjOPQQDAgNIADBFAiACY7arKmYWYv3q
        dRhLY7Qn61DCS4K2G+EML3hpXfm/HwIhAO1VIyfV5YtoWeiWkpVFVoc0LoK4RT8Y
        6+S6VRnt+6hi
        -----END CERTIFICATE REQUEST-----
        """
}
