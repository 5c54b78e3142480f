package io.openhavip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.testkit.Await;
import io.openhavip.testkit.TestKafka;
import io.openhavip.testkit.TestPostgres;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** kill -9 of any one part while callers are at work: afterwards, what they were told is so and the services agree. */
class FaultST {

    private static final Duration TO_RESUME = Duration.ofSeconds(60);
    private static final Duration TO_SETTLE = Duration.ofSeconds(60);
    private static final int BEFORE = 24;
    private static final int AFTER = 24;

    private final Stack stack = Stack.shared();
    private final Inventory inventory = new Inventory(stack);

    private interface Step {
        void run() throws Exception;
    }

    @Test
    void brokerIsKilled() throws Exception {
        survives(TestKafka::kill, TestKafka::start);
    }

    @Test
    void databaseServerIsKilled() throws Exception {
        survives(TestPostgres::kill, TestPostgres::start);
    }

    @Test
    void networkServiceIsKilled() throws Exception {
        survives(stack.network::kill, () -> stack.network.start().awaitReady());
    }

    @Test
    void haVipServiceIsKilled() throws Exception {
        survives(stack.haVip::kill, () -> stack.haVip.start().awaitReady());
    }

    @Test
    void arpGatewayIsKilled() throws Exception {
        survives(stack.arp::kill, () -> stack.arp.start().awaitReady());
    }

    private void survives(Step kill, Step restart) throws Exception {
        Traffic traffic = Traffic.begin(stack);
        Ledger ledger = traffic.ledger();
        try (traffic) {
            Await.within(TO_RESUME)
                    .untilHolds(() -> assertThat(ledger.successes()).isGreaterThan(BEFORE));
            kill.run();
            restart.run();
            long resumed = ledger.successes() + AFTER;
            Await.within(TO_RESUME)
                    .untilHolds(() -> assertThat(ledger.successes()).isGreaterThan(resumed));
        }
        Map<String, Inventory.HaVip> haVips = Await.within(TO_SETTLE).result(inventory::assertSettled);
        ledger.assertKept(haVips);
        inventory.assertNothingBuried();
        mastersAreTheOwners(traffic, haVips);
    }

    /** Every HAVIP that is in use is announced once more, by an instance that may. */
    private void mastersAreTheOwners(Traffic traffic, Map<String, Inventory.HaVip> haVips) {
        for (Inventory.HaVip haVip : haVips.values()) {
            traffic.ports().stream()
                    .filter(port -> haVip.instances().contains(port.instanceId()))
                    .findFirst()
                    .ifPresent(port -> {
                        stack.announce(port, haVip.address()).expect(202);
                        Await.within(TO_SETTLE).untilHolds(() -> {
                            assertThat(stack.ownerOf(haVip.vSwitchId(), haVip.address()))
                                    .isEqualTo(port.instanceId());
                            assertThat(traffic.tenant().masterOf(haVip.haVipId()))
                                    .isEqualTo(port.instanceId());
                        });
                    });
        }
    }
}
