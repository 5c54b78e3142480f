package io.openhavip.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.standalone.Launcher.Outcome;
import io.openhavip.standalone.RestClient.Response;
import io.openhavip.standalone.Settings.Port;
import io.openhavip.testkit.Await;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk without room: {@code up} says so, and a stack that runs out of it tells its callers and loses nothing that it acknowledged. */
class DiskFullST {

    private static final Path CHECKOUT =
            Path.of("").toAbsolutePath().getParent().getParent();
    private static final Duration LIMIT = Duration.ofSeconds(180);

    @TempDir
    Path folder;

    private Path home;
    private Launcher launcher;

    @BeforeEach
    void mayMount() {
        assumeThat(LocalStack.agentObstacle()).isEmpty();
        home = folder.resolve("home");
        launcher = new Launcher(home, CHECKOUT).with("HAVIP_INSTANCES", "none");
    }

    @Test
    void upWantsRoomAndSaysWhere() throws Exception {
        try (SmallDisk disk = new SmallDisk(home, "400m")) {
            Outcome up = launcher.within(disk.entry()).run("up", "--detach");
            assertThat(up.output())
                    .isEqualTo("havip: the disk of %s has 399 MiB left and 500 are needed%n".formatted(home));
            assertThat(up.status()).isEqualTo(1);
        }
    }

    @Test
    void stackThatRanOutOfRoomGoesOnWithAllThatItAcknowledged() throws Exception {
        try (SmallDisk disk = new SmallDisk(home, "1500m")) {
            launcher.within(disk.entry());
            Path said = folder.resolve("foreground.log");
            Process foreground = launcher.startInto(said, "up");
            try {
                Await.within(LIMIT).untilHolds(() -> {
                    assertThat(foreground.isAlive()).as(Files.readString(said)).isTrue();
                    assertThat(launcher.run("status").status()).isZero();
                });
                String vSwitchId = StackClient.newVSwitch(rest(Port.NETWORK_SERVICE));
                Map<String, String> acknowledged = new TreeMap<>();
                note(create(vSwitchId), acknowledged);

                disk.fill();
                Response refused = createUntilRefused(vSwitchId, acknowledged);

                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.body().path("code").asText()).isEqualTo("ServiceUnavailable");
                Await.until(() -> assertThat(Files.readString(said))
                        .containsPattern("not started again: the disk of %s has \\d+ MiB left and 500 are needed"
                                .formatted(home)));
                Outcome status = launcher.run("status");
                assertThat(status.status()).as(status.output()).isEqualTo(1);
                assertThat(status.output()).containsPattern("(kafka|postgres) +no +down");

                disk.clear();
                Await.within(LIMIT).untilHolds(() -> {
                    assertThat(foreground.isAlive()).as(Files.readString(said)).isTrue();
                    assertThat(launcher.run("status").status()).isZero();
                });
                Await.until(() -> assertThat(haVips()).containsAllEntriesOf(acknowledged));
                note(create(vSwitchId), acknowledged);
                assertThat(haVips()).containsAllEntriesOf(acknowledged);
            } finally {
                foreground.destroy();
                assertThat(foreground.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
                launcher.run("down");
            }
        }
    }

    /** The first answer that is no success; what was a success before it is noted. */
    private Response createUntilRefused(String vSwitchId, Map<String, String> acknowledged) {
        return Await.within(LIMIT).result(() -> {
            Response answer = create(vSwitchId);
            if (answer.status() == 201) {
                note(answer, acknowledged);
            }
            assertThat(answer.status()).isNotEqualTo(201);
            return answer;
        });
    }

    private Response create(String vSwitchId) throws IOException {
        return rest(Port.HAVIP_SERVICE).post("/ha-vips", Map.of("vSwitchId", vSwitchId));
    }

    private static void note(Response created, Map<String, String> acknowledged) {
        JsonNode haVip = created.orThrow();
        acknowledged.put(haVip.path("haVipId").asText(), haVip.path("ipAddress").asText());
    }

    private Map<String, String> haVips() throws IOException {
        Map<String, String> addresses = new TreeMap<>();
        rest(Port.HAVIP_SERVICE)
                .get("/ha-vips?pageSize=50")
                .orThrow()
                .path("haVips")
                .forEach(haVip -> addresses.put(
                        haVip.path("haVipId").asText(), haVip.path("ipAddress").asText()));
        return addresses;
    }

    private RestClient rest(Port port) {
        return new RestClient(
                URI.create("http://127.0.0.1:" + launcher.settings().port(port)), Map.of());
    }
}
