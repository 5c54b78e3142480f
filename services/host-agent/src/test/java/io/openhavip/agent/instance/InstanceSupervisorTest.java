package io.openhavip.agent.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.facts.FactsStore;
import io.openhavip.agent.instance.InstanceView.Condition;
import io.openhavip.testkit.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InstanceSupervisorTest {

    private final FactsStore facts = new FactsStore();
    private final Here driver = new Here();

    @Test
    void instanceIsDeletedOnlyWhenARecordSaysThatItIsGone() {
        try (InstanceSupervisor supervisor = new InstanceSupervisor(
                "host-1",
                driver,
                () -> Optional.of(facts.snapshot()),
                facts::isDeletedFromNetwork,
                Duration.ZERO,
                Duration.ofHours(1))) {
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

    /** Two instances run here. */
    private static final class Here implements InstanceDriver {

        final AtomicInteger lists = new AtomicInteger();
        final Map<String, InstanceView> views = new ConcurrentHashMap<>(Map.of("i-1", view("i-1"), "i-2", view("i-2")));

        private static InstanceView view(String id) {
            return new InstanceView(id, Condition.RUNNING, 1, Optional.of(1L), Instant.EPOCH, false, 0);
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
        public void plug(InstanceSpec spec) {
            throw new UnsupportedOperationException(spec.instanceId());
        }

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
