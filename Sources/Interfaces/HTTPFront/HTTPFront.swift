import PKI
