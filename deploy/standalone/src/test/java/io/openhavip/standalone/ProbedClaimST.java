package io.openhavip.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.arp.ArpEvent.OwnershipSwitched;
import io.openhavip.standalone.ClaimLab.Claimant;
import io.openhavip.testkit.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two hosts: a port that holds the address without announcing it answers the probe of its agent, which starts. That an owner on the other
 * host was silent is not known there; what the answer says counts when that owner has lost the address.
 */
class ProbedClaimST {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String AGENT = Parts.agentOf(2);

    @TempDir
    static Path home;

    private static ClaimStack stack;

    @BeforeAll
    static void start() throws Exception {
        stack = ClaimStack.start(home, 2);
    }

    @AfterAll
    static void stop() throws Exception {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void portThatHoldsTheAddressGetsItByAProbeOnlyFromNobody() throws Exception {
        GatewayCounters counters = new GatewayCounters(stack.settings());
        try (ClaimLab first = new ClaimLab(stack.client, 1, "probed", 120);
                ClaimLab second = new ClaimLab(stack.client, 2, "probed", 120)) {
            Claimant owner = first.claimant(1);
            Claimant holder = second.claimant(2);
            AddressKey key = first.key(0);
            first.plug(owner);
            second.plug(holder);
            first.tellVSwitch();
            first.tellRunning(List.of(owner));
            second.tellRunning(List.of(holder));
            first.tellHaVip(0, List.of(owner, holder));
            Await.until(() -> {
                assertThat(first.onBridge(List.of(owner))).isEqualTo(1);
                assertThat(second.onBridge(List.of(holder))).isEqualTo(1);
            });
            second.hold(holder, key.address());

            restartAgent();
            Await.within(LIMIT).untilHolds(() -> stack.isWith(second, key, holder));
            stack.moves(first, key, owner, 2);
            long before = counters.holders();

            restartAgent();
            Await.within(LIMIT).untilHolds(() -> assertThat(counters.holders()).isEqualTo(before + 1));
            stack.isWith(first, key, owner);
            assertThat(second.senders()).doesNotContainKey(key.address());

            first.bury(owner);
            first.tellHaVip(0, List.of(holder));
            Await.until(() -> stack.isWith(second, key, holder));
            assertThat(stack.topic.switches(key))
                    .extracting(OwnershipSwitched::epoch)
                    .containsExactly(1L, 2L, 3L, 4L);
        }
    }

    private static void restartAgent() throws Exception {
        stack.process(AGENT).kill();
        stack.up();
    }
}
