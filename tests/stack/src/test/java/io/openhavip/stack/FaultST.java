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

    @Test
    void claimThatNobodyRepeatsIsDecidedThoughTheGatewayDiedBeforeItCould() throws Exception {
        claimIsDecidedAfter(() -> {
            stack.arp.kill();
            stack.arp.start().awaitReady();
        });
    }

    @Test
    void claimThatNobodyRepeatsIsDecidedThoughTheBrokerDiedBeforeTheGatewayRead() throws Exception {
        claimIsDecidedAfter(() -> {
            TestKafka.kill();
            TestKafka.start();
            stack.arp.thaw();
        });
    }

    private void claimIsDecidedAfter(Step fault) throws Exception {
        Tenant tenant = stack.newTenant();
        String vSwitchId = tenant.newVSwitch("10.0.0.0/24");
        String haVipId = tenant.newHaVip(vSwitchId);
        String address = tenant.haVips().get("/ha-vips/" + haVipId).text("/ipAddress");
        Stack.Port first = tenant.newInstance(vSwitchId);
        Stack.Port second = tenant.newInstance(vSwitchId);
        tenant.associate(haVipId, first.instanceId()).expect(201);
        tenant.associate(haVipId, second.instanceId()).expect(201);
        stack.announce(first, address).expect(202);
        Await.until(() -> assertThat(tenant.masterOf(haVipId)).isEqualTo(first.instanceId()));

        stack.arp.freeze();
        stack.sendAnnouncement(second, address);
        fault.run();

        Await.within(TO_RESUME)
                .untilHolds(() -> assertThat(tenant.masterOf(haVipId)).isEqualTo(second.instanceId()));
        assertThat(stack.ownerOf(vSwitchId, address)).isEqualTo(second.instanceId());
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
