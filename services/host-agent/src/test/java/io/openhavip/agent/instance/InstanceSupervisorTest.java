package io.openhavip.agent.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.facts.FactsStore;
import io.openhavip.agent.instance.InstanceView.Condition;
import io.openhavip.contracts.network.InstanceEnd;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.contracts.network.NetworkState.InstanceState;
import io.openhavip.testkit.Await;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InstanceSupervisorTest {

    private final FactsStore facts = new FactsStore();
    private final Here driver = new Here();
    private final AtomicBoolean brokerIsAway = new AtomicBoolean();
    private final List<String> reports = new CopyOnWriteArrayList<>();

    @Test
    void instanceIsDeletedOnlyWhenARecordSaysThatItIsGone() {
        try (InstanceSupervisor supervisor = supervisor()) {
            supervisor.start();
            facts.missFromNetwork("i-1");
            supervisor.wakeUp();
            int soFar = driver.lists.get();
            Await.until(() -> assertThat(driver.lists.get()).isGreaterThan(soFar + 1));
            assertThat(driver.views).containsOnlyKeys("i-1", "i-2");

            facts.deleteFromNetwork("i-1");
            supervisor.wakeUp();

            Await.until(() -> assertThat(driver.views).containsOnlyKeys("i-2"));
        }
    }

    @Test
    void endIsReportedUntilItIsToldAndNotWhenTheFactsShowIt() {
        facts.put(state(InstanceStatus.Running));
        try (InstanceSupervisor supervisor = supervisor()) {
            supervisor.start();
            brokerIsAway.set(true);
            driver.end("i-1", Condition.CRASHED);
            Await.until(() -> assertThat(supervisor.failure("i-1")).contains("away"));
            assertThat(reports).isEmpty();

            brokerIsAway.set(false);
            Await.until(() -> assertThat(reports).containsExactly("i-1 run 1 CRASHED"));
            facts.put(state(InstanceStatus.Stopped));
            supervisor.wakeUp();
        }
        // The next agent, which remembers nothing, as the last one if it was killed before it told.
        facts.put(state(InstanceStatus.Running));
        driver.end("i-1", Condition.POWERED_OFF);
        try (InstanceSupervisor next = supervisor()) {
            next.start();
            Await.until(() -> assertThat(reports).containsExactly("i-1 run 1 CRASHED", "i-1 run 1 POWERED_OFF"));
        }
    }

    private InstanceSupervisor supervisor() {
        return new InstanceSupervisor(
                "host-1",
                driver,
                this::report,
                () -> Optional.of(facts.snapshot()),
                facts::isDeletedFromNetwork,
                Duration.ZERO,
                Duration.ofHours(1));
    }

    private void report(String instanceId, int run, InstanceEnd end) throws IOException {
        if (brokerIsAway.get()) {
            throw new IOException("away");
        }
        reports.add(instanceId + " run " + run + " " + end);
    }

    private static InstanceState state(InstanceStatus status) {
        return new InstanceState("i-1", "vpc-1", "host-1", status, 1, List.of());
    }

    /** Two instances run here. */
    private static final class Here implements InstanceDriver {

        final AtomicInteger lists = new AtomicInteger();
        final Map<String, InstanceView> views = new ConcurrentHashMap<>(Map.of("i-1", view("i-1"), "i-2", view("i-2")));

        private static InstanceView view(String id) {
            return new InstanceView(id, Condition.RUNNING, 1, Optional.of(1L), Instant.EPOCH, false, 0);
        }

        void end(String id, Condition condition) {
            views.put(id, new InstanceView(id, condition, 1, Optional.empty(), Instant.EPOCH, false, 0));
        }

        @Override
        public List<InstanceView> list() {
            lists.incrementAndGet();
            return List.copyOf(views.values());
        }

        @Override
        public Optional<InstanceView> find(String instanceId) {
            return Optional.ofNullable(views.get(instanceId));
        }

        @Override
        public boolean isRunning(String instanceId) {
            return views.containsKey(instanceId);
        }

        @Override
        public void start(InstanceSpec spec) {
            throw new UnsupportedOperationException(spec.instanceId());
        }

        @Override
        public void stop(String instanceId, Duration limit) {
            throw new UnsupportedOperationException(instanceId);
        }

        @Override
        public void plug(InstanceSpec spec) {}

        @Override
        public void delete(String instanceId) {
            views.remove(instanceId);
        }

        @Override
        public byte[] console(String instanceId, int limit) {
            return new byte[0];
        }
    }
}
