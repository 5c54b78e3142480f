package io.openhavip.standalone;

import io.openhavip.localstack.LocalStackException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The network of a stack, so that nothing of the machine's own is touched: a network namespace for each host, in which its agent's data
 * plane is, and one that is the Internet to them. A host reaches the Internet by its external device, and the other hosts by its fabric
 * device; nothing leads from here to the machine's devices. Named after HAVIP_HOME, so that each has its own.
 *
 * @param id six characters that follow from HAVIP_HOME
 * @param hosts how many there are
 */
record StackNetwork(String id, int hosts) {

    /** A host's way to the Internet. */
    static final String EXTERNAL_DEVICE = "ext0";

    /** The next hop there; the EIPs themselves are on its link. */
    static final String EXTERNAL_GATEWAY = "198.51.100.1";

    /** eip-service's pool, as it is configured by default. */
    private static final String EIPS = "203.0.113.0/24";

    private static final String FABRIC_DEVICE = "fabric0";
    private static final String FABRIC = "172.31.255.";
    private static final Path NAMED = Path.of("/run/netns");
    private static final int ID_LENGTH = 6;
    private static final long COMMAND_LIMIT_S = 20;

    static StackNetwork of(Path home, int hosts) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(home.toString().getBytes(StandardCharsets.UTF_8));
            return new StackNetwork(HexFormat.of().formatHex(digest).substring(0, ID_LENGTH), hosts);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** Namespace of a host's data plane. None is the beginning of another: an agent knows its routers by that. */
    String host(int number) {
        return number == 1 ? "havip-" + id : "havip" + number + "-" + id;
    }

    String internet() {
        return "havip-" + id + "-internet";
    }

    /** Where a host is reached by the others. */
    static String fabricAddress(int number) {
        return FABRIC + number;
    }

    /** Why this machine and user cannot have one; empty when they can. */
    static Optional<String> obstacle() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return Optional.of("needs Linux");
        }
        if (!System.getProperty("user.name").equals("root")) {
            return Optional.of("needs root");
        }
        List<String> missing = Stream.of("ip", "nft")
                .filter(command -> Commands.find(command).isEmpty())
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("needs the commands %s (packages iproute2 and nftables)"
                        .formatted(String.join(" and ", missing)));
    }

    /** Makes what is missing. */
    void create() {
        add(internet());
        if (bridge("net0")) {
            ip("-n", internet(), "address", "add", EXTERNAL_GATEWAY + "/32", "dev", "net0");
            ip("-n", internet(), "route", "add", EIPS, "dev", "net0", "src", EXTERNAL_GATEWAY);
        }
        if (hosts > 1) {
            bridge(FABRIC_DEVICE);
        }
        IntStream.rangeClosed(1, hosts).forEach(this::createHost);
    }

    private void createHost(int number) {
        add(host(number));
        connect(number, EXTERNAL_DEVICE, "net0");
        if (hosts > 1 && connect(number, FABRIC_DEVICE, FABRIC_DEVICE)) {
            ip("-n", host(number), "address", "add", fabricAddress(number) + "/24", "dev", FABRIC_DEVICE);
        }
    }

    private void add(String namespace) {
        if (!Files.exists(NAMED.resolve(namespace))) {
            ip("netns", "add", namespace);
        }
        ip("-n", namespace, "link", "set", "lo", "up");
    }

    private boolean bridge(String name) {
        if (has(internet(), name)) {
            return false;
        }
        ip("-n", internet(), "link", "add", name, "type", "bridge");
        ip("-n", internet(), "link", "set", name, "up");
        return true;
    }

    /** A cable from a host to a bridge. */
    private boolean connect(int number, String device, String bridge) {
        if (has(host(number), device)) {
            return false;
        }
        String port = "h" + number + "-" + device;
        ip("-n", internet(), "link", "add", port, "type", "veth", "peer", "name", device, "netns", host(number));
        ip("-n", internet(), "link", "set", port, "master", bridge);
        ip("-n", internet(), "link", "set", port, "up");
        ip("-n", host(number), "link", "set", device, "up");
        return true;
    }

    /** Deletes it, and the routers of VPCs that agents made beside it. */
    void delete() {
        IntStream.rangeClosed(1, hosts).forEach(number -> {
            existing("hvr-" + host(number) + "-").forEach(router -> ip("netns", "delete", router));
            remove(host(number));
        });
        remove(internet());
    }

    private void remove(String namespace) {
        if (Files.exists(NAMED.resolve(namespace))) {
            ip("netns", "delete", namespace);
        }
    }

    private static List<String> existing(String prefix) {
        if (!Files.isDirectory(NAMED)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(NAMED)) {
            return all.map(path -> path.getFileName().toString())
                    .filter(each -> each.startsWith(prefix))
                    .toList();
        } catch (IOException failure) {
            throw new LocalStackException("cannot list " + NAMED + ": " + failure.getMessage(), failure);
        }
    }

    private boolean has(String namespace, String device) {
        return ip("-n", namespace, "-o", "link", "show")
                .lines()
                .anyMatch(line -> line.matches("\\d+: " + device + "[@:].*"));
    }

    private String ip(String... arguments) {
        List<String> command = new ArrayList<>(List.of(Commands.find("ip").orElse("ip")));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(COMMAND_LIMIT_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new LocalStackException("'%s' failed: %s".formatted(String.join(" ", command), said));
            }
            return said;
        } catch (IOException failure) {
            throw new LocalStackException("'ip' cannot be run: " + failure.getMessage(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LocalStackException("interrupted while preparing the network of the stack", interrupted);
        }
    }
}
