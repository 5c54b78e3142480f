package io.openhavip.standalone;

import io.openhavip.localstack.LocalStackException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the stack of this checkout is and how it is reached: from the environment, with defaults.
 *
 * @param checkout folder with the built services
 * @param home folder with data, logs and process ids
 * @param ports port of each
 * @param startLimit how long one part may take to become healthy
 * @param hosts how many hosts there are for instances
 * @param instances who runs instances
 */
public record Settings(
        Path checkout, Path home, Map<Port, Integer> ports, Duration startLimit, int hosts, Instances instances) {

    private static final String START_LIMIT_S = "120";
    static final int MOST_HOSTS = 2;
    private static final String HOSTS = "HAVIP_HOSTS";

    /** Who runs instances, as host-agent and HAVIP_INSTANCES spell it. */
    public enum Instances {
        /** The stack, where it can. */
        namespace,
        /** Nobody: instances are records, and whoever wants makes their ports. */
        none
    }

    /** What listens, and where unless the environment says otherwise. */
    public enum Port {
        KAFKA(19092),
        KAFKA_CONTROLLER(19093),
        POSTGRES(15432),
        HAVIP_SERVICE(8081),
        NETWORK_SERVICE(8082),
        EIP_SERVICE(8083),
        ARP_GATEWAY(8084),
        HOST_AGENT(8085),
        API_GATEWAY(8086),
        API_GATEWAY_TLS(8087),
        HOST_AGENT_2(8088);

        private final int byDefault;

        Port(int byDefault) {
            this.byDefault = byDefault;
        }
    }

    public Settings {
        ports = Map.copyOf(ports);
    }

    /** Settings of this process. The checkout is what {@code ./havip} says, else the working folder. */
    public static Settings fromEnvironment() {
        return from(System.getenv(), Path.of("").toAbsolutePath());
    }

    static Settings from(Map<String, String> environment, Path workingFolder) {
        Path checkout = Optional.ofNullable(environment.get("HAVIP_CHECKOUT"))
                .map(Path::of)
                .orElse(workingFolder);
        Path home =
                Optional.ofNullable(environment.get("HAVIP_HOME")).map(Path::of).orElse(checkout.resolve(".havip"));
        Map<Port, Integer> ports = new EnumMap<>(Port.class);
        for (Port port : Port.values()) {
            ports.put(port, port(environment, port));
        }
        Duration limit = Duration.ofSeconds(
                number(environment, "HAVIP_START_LIMIT", START_LIMIT_S, Integer.MAX_VALUE, "a number of seconds"));
        int hosts = number(environment, HOSTS, "1", MOST_HOSTS, "1 or 2");
        return new Settings(
                checkout.toAbsolutePath().normalize(),
                home.toAbsolutePath().normalize(),
                ports,
                limit,
                hosts,
                instances(environment));
    }

    /** Settings of this process for a stack of so many hosts, unless the environment says how many. */
    static Settings fromEnvironment(int hosts) {
        Settings settings = fromEnvironment();
        return System.getenv(HOSTS) == null ? settings.withHosts(hosts) : settings;
    }

    Settings withHosts(int number) {
        return new Settings(checkout, home, ports, startLimit, number, instances);
    }

    public int port(Port port) {
        return ports.get(port);
    }

    public Path logs() {
        return home.resolve("logs");
    }

    /** Passwords and credentials; their owner only may read them. */
    public Path secret(String file) {
        return home.resolve("secrets").resolve(file);
    }

    public Path processes() {
        return home.resolve("run");
    }

    public Path data(String part) {
        return home.resolve("data").resolve(part);
    }

    private static Instances instances(Map<String, String> environment) {
        String text = environment.getOrDefault("HAVIP_INSTANCES", Instances.namespace.name());
        return Stream.of(Instances.values())
                .filter(each -> each.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new LocalStackException(
                        "HAVIP_INSTANCES is '%s' and must be 'namespace' or 'none'".formatted(text)));
    }

    private static int port(Map<String, String> environment, Port port) {
        return number(
                environment, "HAVIP_PORT_" + port.name(), String.valueOf(port.byDefault), 65_535, "a port number");
    }

    private static int number(
            Map<String, String> environment, String name, String byDefault, int highest, String what) {
        String text = environment.getOrDefault(name, byDefault);
        boolean valid = text.matches("[1-9]\\d{0,8}") && Integer.parseInt(text) <= highest;
        if (!valid) {
            throw new LocalStackException("%s is '%s' and must be %s".formatted(name, text, what));
        }
        return Integer.parseInt(text);
    }

    /** Spelling of a part's name in variables: {@code arp-gateway} is {@link Port#ARP_GATEWAY}. */
    static Port portOf(String part) {
        return Port.valueOf(part.replace('-', '_').toUpperCase(Locale.ROOT));
    }
}
