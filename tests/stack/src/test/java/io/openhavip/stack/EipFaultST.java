package io.openhavip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.contracts.Topics;
import io.openhavip.testkit.Await;
import io.openhavip.testkit.TestKafka;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** kill -9 of either side while EIPs come to HAVIPs and go: afterwards both sides agree, and nobody was told a fault. */
class EipFaultST {

    private static final int CALLERS = 3;
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

    /** An EIP and the HAVIP that it comes to and goes from. */
    private record Pair(String eipId, String haVipId) {}

    @Test
    void eipServiceIsKilled() throws Exception {
        survives(stack.eip::kill, () -> stack.eip.start().awaitReady());
    }

    @Test
    void carriersServiceIsKilled() throws Exception {
        survives(stack.haVip::kill, () -> stack.haVip.start().awaitReady());
    }

    private void survives(Step kill, Step restart) throws Exception {
        String vSwitchId = tenant.newVSwitch("10.7.0.0/24");
        List<Pair> pairs = Stream.generate(() -> new Pair(tenant.newEip(), tenant.newHaVip(vSwitchId)))
                .limit(CALLERS)
                .toList();
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
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
        Await.within(LIMIT).untilHolds(() -> pairs.forEach(this::agreed));
        assertThat(faults).as("answers with status 500").isEmpty();
        assertThat(TestKafka.endOffsets(Topics.EIP_DLQ.name()).values()).containsOnly(0L);
    }

    private void comeAndGo(Pair pair) {
        while (!stopped.get()) {
            note(tenant.associateEip(pair.eipId(), pair.haVipId(), "HaVip"));
            note(tenant.eips().delete("/eips/" + pair.eipId() + "/association?instanceId=" + pair.haVipId()));
        }
    }

    private void note(Rest.Answer answer) {
        if (answer.status() == 200 || answer.status() == 201) {
            successes.incrementAndGet();
        } else if (answer.status() == 500) {
            faults.add(answer.body().toString());
        }
    }

    private void agreed(Pair pair) {
        JsonNode eip = tenant.eips().get("/eips/" + pair.eipId()).expect(200).body();
        JsonNode shown = tenant.haVips()
                .get("/ha-vips/" + pair.haVipId())
                .expect(200)
                .body()
                .get("associatedEipAddresses");
        boolean inUse = eip.get("status").asText().equals("InUse");
        assertThat(eip.get("status").asText()).isIn("InUse", "Available");
        assertThat(shown.size()).isEqualTo(inUse ? 1 : 0);
        if (inUse) {
            assertThat(shown.get(0).asText()).isEqualTo(eip.get("ipAddress").asText());
            assertThat(eip.get("instanceId").asText()).isEqualTo(pair.haVipId());
        }
    }
}
