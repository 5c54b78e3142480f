package io.openhavip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.Topic;
import io.openhavip.contracts.Topics;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.TestKafka;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * kill -9 of either side while EIPs come to HAVIPs, instances and network interfaces and go: afterwards both sides agree, and nobody was
 * told a fault.
 */
class EipFaultST {

    private static final int SUCCESSES = 12;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Stack stack = Stack.shared();
    private final Tenant tenant = stack.newTenant();
    private final AtomicLong successes = new AtomicLong();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean stopped = new AtomicBoolean();

    private interface Step {
        void run() throws Exception;
    }

    @Test
    void eipServiceIsKilled() throws Exception {
        survives(stack.eip::kill, () -> stack.eip.start().awaitReady());
    }

    @Test
    void haVipServiceIsKilled() throws Exception {
        survives(stack.haVip::kill, () -> stack.haVip.start().awaitReady());
    }

    @Test
    void networkServiceIsKilled() throws Exception {
        survives(stack.network::kill, () -> stack.network.start().awaitReady());
    }

    private void survives(Step kill, Step restart) throws Exception {
        String vSwitchId = tenant.newVSwitch("10.7.0.0/24");
        String instanceId = tenant.newInstance(vSwitchId).instanceId();
        String interfaceId = tenant.newNetworkInterface(vSwitchId);
        tenant.attach(interfaceId, instanceId).expect(200);
        List<Carried> pairs = List.of(
                new Carried(tenant, tenant.newEip(), tenant.newHaVip(vSwitchId), "HaVip"),
                new Carried(tenant, tenant.newEip(), instanceId, "EcsInstance"),
                new Carried(tenant, tenant.newEip(), interfaceId, "NetworkInterface"));
        try (ExecutorService callers = Executors.newFixedThreadPool(pairs.size())) {
            pairs.forEach(pair -> callers.submit(() -> comeAndGo(pair)));
            Await.within(LIMIT).untilHolds(() -> assertThat(successes.get()).isGreaterThan(SUCCESSES));
            kill.run();
            restart.run();
            long resumed = successes.get() + SUCCESSES;
            Await.within(LIMIT).untilHolds(() -> assertThat(successes.get()).isGreaterThan(resumed));
            stopped.set(true);
            callers.shutdown();
            assertThat(callers.awaitTermination(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        }
        Await.within(LIMIT).untilHolds(() -> pairs.forEach(Carried::assertAgreed));
        assertThat(faults).as("answers with status 500").isEmpty();
        for (Topic topic : List.of(Topics.EIP_DLQ, Topics.NETWORK_DLQ, Topics.HAVIP_DLQ)) {
            assertThat(TestKafka.endOffsets(topic.name()).values())
                    .as(topic.name())
                    .containsOnly(0L);
        }
    }

    private void comeAndGo(Carried pair) {
        while (!stopped.get()) {
            note(pair.associate(UUID.randomUUID().toString()));
            note(pair.unassociate(UUID.randomUUID().toString()));
        }
    }

    private void note(Rest.Answer answer) {
        if (answer.status() == 200 || answer.status() == 201) {
            successes.incrementAndGet();
        } else if (answer.status() == 500) {
            faults.add(answer.body().toString());
        }
    }
}
