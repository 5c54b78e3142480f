package io.openhavip.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.contracts.AddressKey;
import io.openhavip.localstack.ServerProcess;
import io.openhavip.standalone.ClaimLab.Claimant;
import io.openhavip.standalone.Launcher.Outcome;
import io.openhavip.testkit.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A stack of its own for tests of claims, and what they look at: the agent's counters, {@code arp.ownership} and the kernel. */
final class ClaimStack implements AutoCloseable {

    private static final Path CHECKOUT =
            Path.of("").toAbsolutePath().getParent().getParent();

    final StackClient client;
    final OwnershipTopic topic;
    private final Launcher launcher;

    private ClaimStack(Launcher launcher) {
        this.launcher = launcher;
        this.client = new StackClient(launcher.settings());
        this.topic = new OwnershipTopic(client.bootstrapServers());
    }

    /** Starts one of one host; where no agent can run, the tests that want it are skipped. */
    static ClaimStack start(Path home) throws Exception {
        return start(home, 1);
    }

    static ClaimStack start(Path home, int hosts) throws Exception {
        assumeThat(LocalStack.agentObstacle()).isEmpty();
        Launcher launcher =
                new Launcher(home, CHECKOUT).with("HAVIP_INSTANCES", "none").with("HAVIP_HOSTS", String.valueOf(hosts));
        try {
            up(launcher);
            return new ClaimStack(launcher);
        } catch (AssertionError | Exception e) {
            launcher.run("down");
            throw e;
        }
    }

    private static void up(Launcher launcher) throws Exception {
        Outcome up = launcher.run("up", "--detach");
        assertThat(up.status()).as(up.output()).isZero();
    }

    /** Starts again what was killed. */
    void up() throws Exception {
        up(launcher);
    }

    Settings settings() {
        return launcher.settings();
    }

    ServerProcess process(String part) {
        return launcher.process(part);
    }

    /** Announces once; the address must follow. */
    void moves(ClaimLab lab, AddressKey key, Claimant claimant, long epoch) throws IOException {
        lab.announce(claimant, key);
        Await.until(() -> isWith(lab, key, claimant));
        assertThat(topic.switches(key).getLast().epoch()).isEqualTo(epoch);
    }

    /** One port has the address, for the control plane and in the kernel. */
    void isWith(ClaimLab lab, AddressKey key, Claimant owner) throws IOException {
        assertThat(topic.owner(key)).isEqualTo(owner.portId());
        assertThat(lab.senders()).containsEntry(key.address(), List.of(owner.device()));
        assertThat(lab.receivers(key)).containsExactly(owner.mac());
    }

    JsonNode ownership(AddressKey key) throws IOException {
        return client.arpGateway(Map.of()).get("/ownerships/" + key).orThrow();
    }

    /** The agent's counters of announcements. */
    JsonNode announcements() throws IOException {
        return client.hostAgents().getFirst().get("/data-plane").orThrow().path("announcements");
    }

    /** By how much they rose. */
    Map<String, Long> increase(JsonNode beforehand) throws IOException {
        JsonNode now = announcements();
        return Stream.of("received", "kernelDropped", "filtered", "published", "superseded", "pending")
                .collect(Collectors.toMap(
                        Function.identity(),
                        name -> now.path(name).asLong() - beforehand.path(name).asLong()));
    }

    @Override
    public void close() throws Exception {
        topic.close();
        launcher.run("down");
    }
}
