package io.openhavip.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.openhavip.standalone.Launcher.Outcome;
import io.openhavip.testkit.Await;
import java.io.BufferedReader;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real stack, on a home and ports of its own: up, killed, up again, supervised, stopped. */
class LifeCycleST {

    private static final Path CHECKOUT =
            Path.of("").toAbsolutePath().getParent().getParent();
    private static final Duration RESTART_LIMIT = Duration.ofSeconds(180);

    @TempDir
    Path home;

    private Launcher launcher;
    private StackClient client;

    @BeforeEach
    void prepare() {
        launcher = new Launcher(home, CHECKOUT);
        client = new StackClient(launcher.settings());
    }

    @AfterEach
    void stop() throws Exception {
        launcher.run("down");
    }

    @Test
    void killedStackComesBackWithItsData() throws Exception {
        Outcome first = launcher.run("up", "--detach");
        assertThat(first.output()).contains("OpenHaVip is up:");
        assertThat(first.status()).isZero();
        assertAllFine();
        assertThat(refusalOverHttps()).contains("\"Code\":\"IncompleteSignature\"");

        String keyId = keyOfNewUser();
        for (Settings.Port port : List.of(
                Settings.Port.HAVIP_SERVICE,
                Settings.Port.NETWORK_SERVICE,
                Settings.Port.EIP_SERVICE,
                Settings.Port.ARP_GATEWAY)) {
            assertThat(swaggerUi(port)).as(port.name()).isEqualTo(200);
        }
        makeHaVipWithMaster();
        JsonNode vpcs = client.networkService().get("/vpcs").orThrow();
        JsonNode haVips = client.haVipService().get("/ha-vips").orThrow();
        Map<String, Long> before = processes();
        before.values().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        Await.until(() -> assertThat(processes()).isEmpty());

        Path said = home.resolve("foreground.log");
        Process foreground = launcher.startInto(said, "up");
        try {
            Await.within(RESTART_LIMIT).untilHolds(() -> {
                assertThat(foreground.isAlive()).as(Files.readString(said)).isTrue();
                assertAllFine();
            });
            assertThat(client.networkService().get("/vpcs").orThrow()).isEqualTo(vpcs);
            assertThat(client.haVipService().get("/ha-vips").orThrow()).isEqualTo(haVips);
            assertThat(command("access-key", "list")).contains(keyId).contains("Active");

            Map<String, Long> running = processes();
            Await.within(RESTART_LIMIT)
                    .untilHolds(() ->
                            assertThat(launcher.run("up", "--detach").status()).isZero());
            assertThat(processes()).isEqualTo(running);

            ProcessHandle.of(running.get("arp-gateway")).orElseThrow().destroyForcibly();
            Await.within(RESTART_LIMIT).untilHolds(() -> {
                assertThat(processes().get("arp-gateway")).isNotNull().isNotEqualTo(running.get("arp-gateway"));
                assertAllFine();
            });
            running.remove("arp-gateway");
            assertThat(processes()).containsAllEntriesOf(running);
        } finally {
            foreground.destroy();
            assertThat(foreground.waitFor(RESTART_LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        }
        assertThat(processes()).isEmpty();
        assertThat(Path.of("/run/netns", client.hostNamespace(1))).doesNotExist();
    }

    @Test
    void whatIsStoppedWhileItStartsLeavesNothingRunning() throws Exception {
        Process foreground = launcher.start("up");
        try (BufferedReader lines = foreground.inputReader()) {
            assertThat(lines.lines().anyMatch(line -> line.matches("network-service +starting")))
                    .isTrue();
            foreground.destroy();
            assertThat(foreground.waitFor(RESTART_LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        }
        assertThat(processes()).isEmpty();
        assertThat(Path.of("/run/netns", client.hostNamespace(1))).doesNotExist();
    }

    @Test
    void resetAsksAndThenDeletesOnlyWhatIsItsOwn() throws Exception {
        Path foreign = Files.writeString(home.resolve("notes.txt"), "mine");
        Path data = Files.createDirectories(home.resolve("data/kafka"));
        assertThat(launcher.run("status").status()).isEqualTo(1);
        assertThat(home.resolve("secrets")).isNotEmptyDirectory();
        assertThat(launcher.run("reset").output()).contains("nothing was changed");
        assertThat(data).exists();
        assertThat(launcher.run("reset", "--yes").status()).isZero();
        assertThat(data).doesNotExist();
        assertThat(home.resolve("secrets")).doesNotExist();
        assertThat(foreign).hasContent("mine");
    }

    private int swaggerUi(Settings.Port port) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI page = URI.create("http://127.0.0.1:" + launcher.settings().port(port) + "/q/swagger-ui/");
            return http.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    /** One whose only instance has announced the address, as the agent of its host reports it, and is shown as its master. */
    private void makeHaVipWithMaster() throws Exception {
        RestClient network = client.networkService();
        String vSwitchId = StackClient.newVSwitch(network);
        JsonNode instance = network.post("/instances", Map.of("vSwitchId", vSwitchId))
                .orThrow()
                .path("instances")
                .path(0);
        String instanceId = instance.path("instanceId").asText();
        JsonNode eni = instance.path("networkInterfaces").path(0);
        RestClient haVips = client.haVipService();
        JsonNode haVip = haVips.post("/ha-vips", Map.of("vSwitchId", vSwitchId)).orThrow();
        String haVipId = haVip.path("haVipId").asText();
        haVips.post("/ha-vips/" + haVipId + "/associations", Map.of("instanceId", instanceId))
                .orThrow();
        String hostId = client.hostIds().getFirst();
        client.arpGateway(Map.of("Host-Credential", client.hostCredential(hostId)))
                .post(
                        "/announcements",
                        Map.of(
                                "hostId", hostId,
                                "networkInterfaceId",
                                        eni.path("networkInterfaceId").asText(),
                                "vSwitchId", vSwitchId,
                                "address", haVip.path("ipAddress").asText(),
                                "senderMac", eni.path("macAddress").asText(),
                                "capturedAt", Instant.now().toString()))
                .orThrow();
        Await.until(() -> assertThat(haVips.get("/ha-vips/" + haVipId)
                        .orThrow()
                        .path("masterInstanceId")
                        .asText())
                .isEqualTo(instanceId));
    }

    /** By the operator's commands; its id. */
    private String keyOfNewUser() throws Exception {
        command("policy", "put", "guide", CHECKOUT + "/deploy/examples/ram/havip-operator.json");
        command("user", "put", "ops", "--policy", "guide");
        assertThat(command("user", "list")).contains("ops").contains("guide");
        assertThat(command("policy", "show", "guide")).contains("vpc:AssociateHaVip");
        Matcher created = Pattern.compile("access key id +(\\S+)\\Raccess key secret +(\\S{30})\\R")
                .matcher(command("access-key", "create", "--user", "ops"));
        assertThat(created.find()).isTrue();
        Outcome refused = launcher.run("user", "delete", "ops");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.output()).contains("The user has access keys; delete them first.");
        return created.group(1);
    }

    private String command(String... arguments) throws Exception {
        Outcome outcome = launcher.run(arguments);
        assertThat(outcome.status()).as(outcome.output()).isZero();
        return outcome.output();
    }

    /** What api-gateway says to an unsigned request of a client that believes its certificate and no other. */
    private String refusalOverHttps() throws Exception {
        KeyStore believed = KeyStore.getInstance("PKCS12");
        believed.load(null, null);
        try (InputStream certificate = Files.newInputStream(home.resolve("secrets/tls/api-gateway.crt"))) {
            believed.setCertificateEntry(
                    "api-gateway", CertificateFactory.getInstance("X.509").generateCertificate(certificate));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(believed);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        URI endpoint = URI.create("https://127.0.0.1:" + launcher.settings().port(Settings.Port.API_GATEWAY_TLS) + "/");
        try (HttpClient https = HttpClient.newBuilder().sslContext(tls).build()) {
            return https.send(HttpRequest.newBuilder(endpoint).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private void assertAllFine() throws Exception {
        JsonNode status = status();
        assertThat(status.get("healthy").asBoolean()).as(status.toString()).isTrue();
        assertThat(status.get("parts").findValuesAsText("name"))
                .containsExactly(
                        "kafka",
                        "postgres",
                        "network-service",
                        "havip-service",
                        "eip-service",
                        "arp-gateway",
                        "host-agent",
                        "api-gateway");
    }

    private JsonNode status() throws Exception {
        return new ObjectMapper().readTree(launcher.run("status", "--json").output());
    }

    private Map<String, Long> processes() throws Exception {
        Map<String, Long> processes = new HashMap<>();
        for (JsonNode part : status().get("parts")) {
            if (part.get("up").asBoolean()) {
                processes.put(part.get("name").asText(), part.get("pid").asLong());
            }
        }
        return processes;
    }
}
