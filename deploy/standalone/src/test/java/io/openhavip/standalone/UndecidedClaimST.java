package io.openhavip.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.arp.ArpEvent.OwnershipSwitched;
import io.openhavip.localstack.ServerProcess;
import io.openhavip.standalone.ClaimLab.Claimant;
import io.openhavip.testkit.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * kill -9 of a part while a claim is provably undecided: the part stands still (SIGSTOP) before the claim and never goes on. The one
 * announcement is not repeated, and must count after the restart.
 */
class UndecidedClaimST {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    static Path home;

    private static ClaimStack stack;
    private static int cases;

    @BeforeAll
    static void start() throws Exception {
        stack = ClaimStack.start(home);
    }

    @AfterAll
    static void stop() throws Exception {
        if (stack != null) {
            stack.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"arp-gateway", "postgres", "kafka", "host-agent"})
    void oneAnnouncementIsDecidedAfterTheDeathOf(String name) throws Exception {
        ServerProcess part = stack.process(name);
        int number = cases++;
        try (ClaimLab lab = new ClaimLab(stack.client, "fault" + (char) ('a' + number), 110 + number)) {
            List<Claimant> both = lab.claimants(2);
            Claimant owner = both.getFirst();
            Claimant claimant = both.getLast();
            AddressKey key = lab.key(0);
            lab.tellVSwitch();
            lab.tellRunning(both);
            lab.tellHaVip(0, both);
            Await.until(() -> assertThat(lab.onBridge(both)).isEqualTo(2));
            stack.moves(lab, key, owner, 1);
            JsonNode beforehand = stack.announcements();

            part.freeze();
            lab.hold(claimant, key.address());
            lab.announce(claimant, key);
            if (!name.equals("host-agent")) {
                String where = name.equals("kafka") ? "pending" : "published";
                Await.until(() -> assertThat(stack.announcements().path(where).asLong())
                        .isEqualTo(beforehand.path(where).asLong() + 1));
            }
            assertThat(lab.senders()).containsEntry(key.address(), List.of(owner.device()));
            part.kill();

            stack.up();
            Await.within(LIMIT).untilHolds(() -> stack.isWith(lab, key, claimant));
            assertThat(stack.topic.switches(key))
                    .extracting(OwnershipSwitched::epoch)
                    .containsExactly(1L, 2L);
        }
    }
}
