package io.openhavip.standalone;

import io.openhavip.localstack.KafkaServer;
import io.openhavip.localstack.PostgresServer;
import io.openhavip.localstack.ServerProcess;
import io.openhavip.localstack.ServerProgram;
import io.openhavip.standalone.Settings.Port;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the stack consists of: the list to extend when a service joins. Two servers, then the services that need them. */
final class Parts {

    static final String DATABASE_USER = "openhavip";

    /** The key that a standalone stack knows; its secret is made with the stack. */
    static final String ACCESS_KEY_ID = "openhavip";

    /** The account of that key, and of REST callers who name none. */
    static final String ACCOUNT = "1000000000000001";

    /** The agent's own default. */
    private static final long FIRST_UID = 1_879_048_192L;

    private static final long INSTANCES_OF_A_HOST = 1024;
    private static final long UIDS_OF_AN_INSTANCE = 65_536;

    /** AES-256. */
    private static final int MASTER_KEY_BYTES = 32;

    private final Settings settings;
    private final KafkaServer kafka;
    private final PostgresServer postgres;

    Parts(Settings settings) {
        this.settings = settings;
        this.kafka = new KafkaServer(
                settings.data("kafka"),
                log("kafka"),
                settings.port(Port.KAFKA),
                settings.port(Port.KAFKA_CONTROLLER),
                KafkaServer.Durability.MACHINE);
        this.postgres = new PostgresServer(
                settings.data("postgres"),
                log("postgres"),
                settings.port(Port.POSTGRES),
                DATABASE_USER,
                Secret.in(settings.secret("postgres.password")));
    }

    KafkaServer kafka() {
        return kafka;
    }

    PostgresServer postgres() {
        return postgres;
    }

    /** Started first. */
    List<Part> servers() {
        return List.of(
                new Part(
                        process(kafka),
                        kafka.port(),
                        kafka.address().bootstrapServers(),
                        Optional.empty(),
                        Optional.empty()),
                new Part(
                        process(postgres),
                        postgres.port(),
                        "127.0.0.1:%d, user %s, password in %s"
                                .formatted(postgres.port(), DATABASE_USER, settings.secret("postgres.password")),
                        Optional.empty(),
                        Optional.empty()));
    }

    /** Names of the databases, one for each service that has one. */
    List<String> databases() {
        return List.of("network", "havip", "eip", "arp", "gateway");
    }

    /** Started when the servers are ready. */
    List<Part> services() {
        List<Part> services = new ArrayList<>(List.of(
                service("network-service", network()),
                service("havip-service", database("havip")),
                service("eip-service", database("eip")),
                service("arp-gateway", arpGateway()),
                service("api-gateway", apiGateway())));
        services.addAll(services.size() - 1, hosts().stream().map(this::agent).toList());
        return List.copyOf(services);
    }

    /** One more process of a service, on the same databases and topics; its caller starts and stops it. */
    ServerProcess replica(String name, int port) {
        QuarkusService first = services().stream()
                .filter(part -> part.name().equals(name))
                .map(part -> (QuarkusService) part.process().program())
                .findFirst()
                .orElseThrow();
        String second = name + "-2";
        return process(new QuarkusService(
                second,
                first.built(),
                first.installed().resolveSibling(second),
                log(second),
                port,
                first.configuration()));
    }

    /** Numbers of the hosts. */
    List<Integer> hosts() {
        return IntStream.rangeClosed(1, settings.hosts()).boxed().toList();
    }

    /** The id of a host, as instances are placed on it. */
    static String hostId(int number) {
        return "host-" + number;
    }

    /** The hosts that a stack with more of them would have. */
    List<Integer> hostsThatAreNot() {
        return IntStream.rangeClosed(settings.hosts() + 1, Settings.MOST_HOSTS)
                .boxed()
                .toList();
    }

    boolean agentRuns(int host) {
        return agent(host).process().isAlive();
    }

    /** What the agent of a host is called here. */
    static String agentOf(int number) {
        return number == 1 ? "host-agent" : "host-agent-" + number;
    }

    String hostCredential(int number) {
        return Secret.in(settings.secret(hostId(number) + ".credential"));
    }

    // Agents register their hosts; where none can run, the hosts are names only.
    private Map<String, String> network() {
        Map<String, String> configuration = new HashMap<>(database("network"));
        if (StackNetwork.obstacle().isPresent()) {
            configuration.put(
                    "HAVIP_NETWORK_HOSTS", hosts().stream().map(Parts::hostId).collect(Collectors.joining(",")));
        }
        return configuration;
    }

    // In a file: the name of a host is no name of a variable, and a secret has no place on a command line.
    private Map<String, String> arpGateway() {
        Path file = settings.secret("arp-gateway.properties");
        Secret.write(
                file,
                hosts().stream()
                        .map(host -> "havip.arp.host-credentials.%s=%s%n".formatted(hostId(host), hostCredential(host)))
                        .collect(Collectors.joining()));
        Map<String, String> configuration = new HashMap<>(database("arp"));
        configuration.put("SMALLRYE_CONFIG_LOCATIONS", file.toUri().toString());
        return configuration;
    }

    /** The secret of {@link #ACCESS_KEY_ID}. */
    String accessKeySecret() {
        return Secret.in(settings.secret("api-gateway.secret"));
    }

    private Map<String, String> apiGateway() {
        SelfSignedCertificate certificate = certificate();
        Path file = settings.secret("api-gateway.properties");
        Secret.write(file, """
                havip.gateway.access-keys.%1$s.secret=%2$s
                havip.gateway.access-keys.%1$s.account-id=%3$s
                havip.gateway.requests-per-second=10000
                havip.gateway.master-key=%4$s
                havip.gateway.admin-token=%5$s
                quarkus.http.ssl.certificate.key-store-password=%6$s
                """.formatted(
                        ACCESS_KEY_ID,
                        accessKeySecret(),
                        ACCOUNT,
                        Secret.base64In(settings.secret("api-gateway.master-key"), MASTER_KEY_BYTES),
                        adminToken(),
                        certificate.password()));
        Map<String, String> configuration = new HashMap<>(database("gateway"));
        configuration.putAll(Map.of(
                "SMALLRYE_CONFIG_LOCATIONS", file.toUri().toString(),
                "QUARKUS_HTTP_SSL_PORT", String.valueOf(settings.port(Port.API_GATEWAY_TLS)),
                "QUARKUS_HTTP_SSL_CERTIFICATE_KEY_STORE_FILE",
                        certificate.keyStore().toString(),
                "HAVIP_GATEWAY_HAVIP_SERVICE", address(Port.HAVIP_SERVICE),
                "HAVIP_GATEWAY_NETWORK_SERVICE", address(Port.NETWORK_SERVICE),
                "HAVIP_GATEWAY_EIP_SERVICE", address(Port.EIP_SERVICE)));
        return configuration;
    }

    /** What the operator's interface of api-gateway wants. */
    String adminToken() {
        return Secret.in(settings.secret("api-gateway.admin-token"));
    }

    /** What api-gateway shows to callers by HTTPS. */
    SelfSignedCertificate certificate() {
        return SelfSignedCertificate.in(settings.secret("tls"));
    }

    private String address(Port port) {
        return "http://127.0.0.1:" + settings.port(port);
    }

    /** The network of all hosts. */
    StackNetwork stackNetwork() {
        return StackNetwork.of(settings.home(), settings.hosts());
    }

    /** Disks and records of the instances of a host. */
    HostInstances instancesOf(int host) {
        return new HostInstances(settings.data("instances").resolve(hostId(host)));
    }

    private Part agent(int host) {
        Map<String, String> configuration = new HashMap<>(Map.of(
                "HAVIP_AGENT_NETWORK_NAMESPACE",
                stackNetwork().host(host),
                "HAVIP_AGENT_HOST_ID",
                hostId(host),
                "HAVIP_AGENT_EXTERNAL_DEVICE",
                StackNetwork.EXTERNAL_DEVICE,
                "HAVIP_AGENT_EXTERNAL_GATEWAY",
                StackNetwork.EXTERNAL_GATEWAY,
                "HAVIP_AGENT_INSTANCES",
                settings.instances().name(),
                "HAVIP_AGENT_INSTANCE_DIRECTORY",
                instancesOf(host).directory().toString(),
                "HAVIP_AGENT_INSTANCE_MAX_INSTANCES",
                String.valueOf(INSTANCES_OF_A_HOST),
                "HAVIP_AGENT_INSTANCE_UID_BASE",
                String.valueOf(FIRST_UID + (host - 1) * INSTANCES_OF_A_HOST * UIDS_OF_AN_INSTANCE)));
        if (settings.hosts() > 1) {
            configuration.put("HAVIP_AGENT_TUNNEL_ADDRESS", StackNetwork.fabricAddress(host));
        }
        return service(agentOf(host), "host-agent", configuration, StackNetwork.obstacle());
    }

    private Part service(String name, Map<String, String> configuration) {
        return service(name, name, configuration, Optional.empty());
    }

    /** @param program the service of which it is a process */
    private Part service(String name, String program, Map<String, String> configuration, Optional<String> obstacle) {
        int port = settings.port(Settings.portOf(name));
        Path built = settings.checkout().resolve("services/%s/target/quarkus-app".formatted(program));
        Path installed = settings.home().resolve("apps").resolve(name);
        Map<String, String> all = new HashMap<>(configuration);
        all.put("KAFKA_BOOTSTRAP_SERVERS", kafka.address().bootstrapServers());
        return new Part(
                process(new QuarkusService(name, built, installed, log(name), port, all)),
                port,
                "http://127.0.0.1:" + port,
                Optional.of(built.resolve(QuarkusService.JAR)),
                obstacle);
    }

    private Map<String, String> database(String name) {
        return Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL", postgres.login().jdbcUrl(name),
                "QUARKUS_DATASOURCE_USERNAME", postgres.user(),
                "QUARKUS_DATASOURCE_PASSWORD", postgres.password());
    }

    private ServerProcess process(ServerProgram program) {
        return new ServerProcess(program, settings.processes().resolve(program.name() + ".pid"));
    }

    private Path log(String name) {
        return settings.logs().resolve(name + ".log");
    }
}
