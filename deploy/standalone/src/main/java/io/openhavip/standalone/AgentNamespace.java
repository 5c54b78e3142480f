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
import java.util.stream.Stream;

/**
 * The network namespace that holds the host agent's data plane, so that nothing of the machine's own network is touched. One for each
 * HAVIP_HOME, named after it.
 */
final class AgentNamespace {

    private static final Path NAMED = Path.of("/run/netns");
    private static final int ID_LENGTH = 6;
    private static final long COMMAND_LIMIT_S = 20;

    private final String name;

    private AgentNamespace(String name) {
        this.name = name;
    }

    static AgentNamespace of(Path home) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(home.toString().getBytes(StandardCharsets.UTF_8));
            return new AgentNamespace(
                    "havip-" + HexFormat.of().formatHex(digest).substring(0, ID_LENGTH));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    String name() {
        return name;
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

    void create() {
        if (!Files.exists(NAMED.resolve(name))) {
            ip("netns", "add", name);
        }
        ip("-n", name, "link", "set", "lo", "up");
    }

    /** Deletes it, and the routers of VPCs that the agent made beside it. */
    void delete() {
        routers().forEach(router -> ip("netns", "delete", router));
        if (Files.exists(NAMED.resolve(name))) {
            ip("netns", "delete", name);
        }
    }

    private List<String> routers() {
        if (!Files.isDirectory(NAMED)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(NAMED)) {
            return all.map(path -> path.getFileName().toString())
                    .filter(each -> each.startsWith("hvr-" + name + "-"))
                    .toList();
        } catch (IOException failure) {
            throw new LocalStackException("cannot list " + NAMED + ": " + failure.getMessage(), failure);
        }
    }

    private void ip(String... arguments) {
        List<String> command = new ArrayList<>(List.of(Commands.find("ip").orElse("ip")));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(COMMAND_LIMIT_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new LocalStackException("'%s' failed: %s".formatted(String.join(" ", command), said));
            }
        } catch (IOException failure) {
            throw new LocalStackException("'ip' cannot be run: " + failure.getMessage(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LocalStackException("interrupted while preparing network namespace " + name, interrupted);
        }
    }
}
