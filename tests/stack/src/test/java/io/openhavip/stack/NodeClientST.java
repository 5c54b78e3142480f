package io.openhavip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The guide's procedure with Alibaba's Node clients, which npm installs as their lock file says. The programs are in src/test/node. */
class NodeClientST {

    private static final String KEY = "LTAI-node-test";
    private static final String SECRET = "node test secret";
    private static final Path SOURCES = Path.of("src/test/node");
    private static final Path HOME = Path.of("target/node");
    private static final int LIMIT_S = 240;
    private static final Stack STACK = Stack.shared();

    /** As clients.mjs names them. */
    static final List<String> CLIENTS = List.of("tea-v3", "tea-v1", "pop-core-get", "pop-core-post");

    private static final List<ServiceProcess> STARTED = new ArrayList<>();
    private static Tenant tenant;
    private static ServiceProcess gateway;
    private static ServiceProcess slowGateway;

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectories(HOME);
        try (Stream<Path> sources = Files.list(SOURCES)) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                Files.copy(source, HOME.resolve(source.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        run(Map.of(), "npm", "ci");
        tenant = STACK.newTenant();
        gateway = STACK.gateway(KEY, SECRET, tenant.accountId());
        STARTED.add(gateway);
        slowGateway = STACK.gateway(KEY, SECRET, tenant.accountId(), Map.of("havip.gateway.requests-per-second", "1"));
        STARTED.add(slowGateway);
        gateway.awaitReady();
        slowGateway.awaitReady();
    }

    @AfterAll
    static void stop() throws Exception {
        for (ServiceProcess each : STARTED) {
            each.close();
        }
    }

    @ParameterizedTest
    @FieldSource("CLIENTS")
    void guidesProcedureFromTheVpcToTheReleaseOfEverything(String client) throws Exception {
        assertThat(at(gateway, "guide.mjs", client)).contains(client + ": everything was as it should be");
        for (Rest.Answer left : List.of(
                tenant.network().get("/vpcs"),
                tenant.network().get("/instances"),
                tenant.haVips().get("/ha-vips"),
                tenant.eips().get("/eips"))) {
            assertThat(left.expect(200).body().get("totalCount").asInt())
                    .as(left.body().toString())
                    .isZero();
        }
    }

    @ParameterizedTest
    @FieldSource("CLIENTS")
    void throttledClientIsToldWhenToComeBack(String client) throws Exception {
        assertThat(at(slowGateway, "throttling.mjs", client))
                .contains(client + ": it was throttled, and taken in time");
    }

    private static String at(ServiceProcess gateway, String program, String client) throws Exception {
        return run(
                Map.of(
                        "ENDPOINT",
                        gateway.authority(),
                        "ACCESS_KEY_ID",
                        KEY,
                        "ACCESS_KEY_SECRET",
                        SECRET,
                        "ARP_GATEWAY",
                        STACK.arp.url(),
                        "HOST_ID",
                        Stack.HOST,
                        "HOST_CREDENTIAL",
                        Stack.HOST_SECRET),
                "node",
                program,
                client);
    }

    private static String run(Map<String, String> environment, String... command) throws Exception {
        Path log = Files.createTempFile(HOME, command[0], ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(HOME.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process = start(builder);
        if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError(List.of(command) + " took too long: " + Files.readString(log));
        }
        String said = Files.readString(log, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(List.of(command) + ": " + said).isZero();
        return said;
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new AssertionError(
                    "this test needs Node 18 or later and npm, which .ci/run installs: " + e.getMessage(), e);
        }
    }
}
