/// Types of components that the common distributions of the collector hold, as of release 0.159, in their classic and
/// their present spelling. A hint only: a build of one's own may hold others.
enum CollectorComponents {
    /// The types of a section of the configuration.
    static func types(of section: String) -> [String] { known[section] ?? [] }

    /// What became of a type that was removed, by section and type.
    static func replacement(of type: String, in section: String) -> String? { removed[section]?[type] }

    private static let removed: [String: [String: String]] = [
        "exporters": [
            "logging": "the exporter debug", "jaeger": "the exporter otlp", "jaeger_thrift": "the exporter otlp",
            "opencensus": "the exporter otlp",
        ],
        "receivers": ["opencensus": "the receiver otlp"],
        "processors": [
            "spanmetrics": "the connector spanmetrics", "servicegraph": "the connector servicegraph",
            "routing": "the connector routing",
        ],
        "extensions": ["memory_ballast": "the variable GOMEMLIMIT"],
    ]

    private static let known: [String: [String]] = texts.mapValues { text in
        text.split(whereSeparator: \.isWhitespace).map(String.init)
    }

    private static let texts: [String: String] = [
        "receivers": """
        active_directory_ds aerospike apache apachespark awscloudwatch awscontainerinsight
        awsecscontainermetrics awsfirehose awslambda awss3 awsxray azureblob azureeventhub azuremonitor carbon
        chrony ciscoos cloudflare cloudfoundry collectd couchdb datadog docker_stats elasticsearch envoyals
        expvar faro file_log filelog filestats flinkmetrics fluentforward github gitlab googlecloudmonitoring
        googlecloudpubsub googlecloudspanner haproxy host_metrics hostmetrics httpcheck icmpcheck iis influxdb
        jaeger journald k8s_cluster k8s_events k8sobjects kafka kafkametrics kubeletstats libhoney loki
        macosunifiedlogging memcached mongodb mongodbatlas mysql namedpipe netflow nginx nop nsxt ntp obi
        oracledb otelarrow otlp otlpjsonfile podman_stats postgresql pprof prometheus prometheus_remote_write
        prometheus_simple prometheusremotewrite pulsar purefa purefb rabbitmq receiver_creator redis riak
        saphana skywalking snmp snowflake solace splunk_hec splunkenterprise sqlquery sqlserver sshcheck statsd
        stef syslog systemd tcpcheck tcplog tlscheck udplog vcenter wavefront webhookevent windowseventlog
        windowsperfcounters windowsservice yanggrpc zipkin zookeeper
        """,
        "processors": """
        attributes batch cardinalityguardian coralogix cumulativetodelta deltatocumulative deltatorate drain
        experimental_metricsgeneration filter genainormalizer geoip groupbyattrs groupbytrace interval
        isolationforest k8s_attributes k8sattributes logdedup memory_limiter metricstarttime metricstransform
        probabilistic_sampler redaction remotetap resource resourcedetection schema span sumologic tail_sampling
        transform unroll
        """,
        "exporters": """
        alibabacloudlogservice awscloudwatchlogs awsemf awskinesis awss3 awsxray azureblob azuredataexplorer
        azuremonitor bmchelix cassandra clickhouse coralogix datadog dataset debug doris elasticsearch faro file
        googlecloud googlecloudpubsub googlecloudstorage googlemanagedprometheus honeycombmarker influxdb kafka
        load_balancing loadbalancing logicmonitor logzio mezmo nop opensearch otelarrow otlp otlp_grpc otlp_http
        otlphttp prometheus prometheusremotewrite pulsar rabbitmq sentry signalfx splunk_hec stef sumologic
        syslog tencentcloudlogservice tinybird zipkin
        """,
        "connectors": """
        count datadog exceptions failover forward grafanacloud otlpjson roundrobin routing servicegraph
        signal_to_metrics signaltometrics spanmetrics sum
        """,
        "extensions": """
        ack asapclient awscloudwatchmetricstreams_encoding awsiamdbauth awslogs_encoding awsproxy azure_encoding
        azureauth basicauth bearertokenauth cgroup_runtime cgroupruntime datadog db_storage docker_observer
        ecs_observer file_storage googleclientauth googlecloudlogentry_encoding headers_setter health_check
        host_observer http_forwarder jaeger_encoding jaegerremotesampling json_log_encoding k8s_leader_elector
        k8s_observer oauth2client oidc opamp otlp_encoding pebble_tail_storage pprof redis_storage sigv4auth
        skywalking_encoding sumologic text_encoding zipkin_encoding zpages
        """,
    ]
}
