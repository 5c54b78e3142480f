package io.openhavip.agent.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.agent.facts.FactsStore;
import io.openhavip.agent.instance.InstanceView.Condition;
import io.openhavip.contracts.network.InstanceEnd;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.contracts.network.NetworkInterface;
import io.openhavip.contracts.network.NetworkState.InstanceState;
import io.openhavip.contracts.network.NetworkState.VSwitchState;
import io.openhavip.testkit.Await;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceSupervisorTest {

    private static final Duration SHORT = Duration.ofMillis(10);
    private static final Duration LONG = Duration.ofHours(1);

    private final FactsStore facts = new FactsStore();
    private final Here driver = new Here();
    private final Broker broker = new Broker();
    private InstanceSupervisor supervisor;

    @AfterEach
    void close() {
        supervisor.close();
        broker.isAnswering.countDown();
    }

    @Test
    void instanceIsDeletedOnlyWhenARecordSaysThatItIsGone() {
        facts.put(state("i-1", InstanceStatus.Running, 1));
        start(LONG);
        Await.until(() -> assertThat(driver.orders).contains("plug i-1"));
        facts.missFromNetwork("i-1");
        passes(3);
        assertThat(driver.views).containsOnlyKeys("i-1", "i-2");

        facts.deleteFromNetwork("i-2");
        Await.until(() -> assertThat(driver.views).containsOnlyKeys("i-1"));
        facts.deleteFromNetwork("i-1");
        Await.until(() -> assertThat(driver.views).isEmpty());
    }

    @Test
    void endIsReportedUntilTheFactsShowIt() {
        facts.put(state("i-1", InstanceStatus.Running, 1));
        driver.end("i-1", Condition.CRASHED);
        start(Duration.ZERO);
        Await.until(() -> assertThat(broker.reports)
                .hasSizeGreaterThan(2)
                .allSatisfy(report -> assertThat(report).isEqualTo("i-1 run 1 CRASHED")));

        facts.put(state("i-1", InstanceStatus.Stopped, 1));
        passes(2);
        int soFar = broker.reports.size();
        // What is told after that is told of another.
        facts.put(state("i-2", InstanceStatus.Running, 1));
        driver.end("i-2", Condition.POWERED_OFF);
        Await.until(() -> assertThat(broker.reports).contains("i-2 run 1 POWERED_OFF"));
        assertThat(broker.reports.subList(soFar, broker.reports.size())).doesNotContain("i-1 run 1 CRASHED");
    }

    @Test
    void endThatIsToldIsNotToldAgainSoon() {
        facts.put(state("i-1", InstanceStatus.Running, 1));
        driver.end("i-1", Condition.POWERED_OFF);
        start(LONG);
        Await.until(() -> assertThat(broker.reports).hasSize(1));
        passes(3);

        driver.end("i-2", Condition.POWERED_OFF);
        facts.put(state("i-2", InstanceStatus.Running, 1));
        Await.until(() -> assertThat(broker.reports).contains("i-2 run 1 POWERED_OFF"));
        assertThat(broker.reports).containsExactly("i-1 run 1 POWERED_OFF", "i-2 run 1 POWERED_OFF");
    }

    @Test
    void reportThatFailsIsTriedAgainAndIsNoFailureOfAnOrder() {
        facts.put(state("i-1", InstanceStatus.Running, 1));
        driver.end("i-1", Condition.CRASHED);
        broker.refusals = 2;
        start(LONG);

        Await.until(() -> assertThat(broker.reports).containsExactly("i-1 run 1 CRASHED"));
        assertThat(supervisor.failed()).isZero();
        assertThat(supervisor.failure("i-1")).isEmpty();
    }

    @Test
    void ordersDoNotWaitForAReport() {
        facts.put(state("i-1", InstanceStatus.Running, 1));
        driver.end("i-1", Condition.CRASHED);
        broker.isSilent = true;
        start(LONG);
        Await.until(() -> assertThat(broker.asked).hasValue(1));

        facts.put(state("i-1", InstanceStatus.Running, 2));
        supervisor.wakeUp();

        Await.until(() -> assertThat(driver.orders).contains("start i-1 run 2"));
    }

    @Test
    void endThatAnAgentCouldNotReportIsReportedByTheNext() {
        facts.put(state("i-1", InstanceStatus.Running, 1));
        driver.end("i-1", Condition.POWERED_OFF);
        broker.refusals = Integer.MAX_VALUE;
        start(LONG);
        Await.until(() -> assertThat(broker.asked).hasPositiveValue());
        supervisor.close();
        broker.refusals = 0;

        start(LONG);

        Await.until(() -> assertThat(broker.reports).containsExactly("i-1 run 1 POWERED_OFF"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stopUnderWayEndsAtOnceWhenItIsForcedOrTheInstanceDeleted(boolean forced) {
        start(LONG);
        facts.put(state("i-1", InstanceStatus.Stopped, 1));
        supervisor.wakeUp();
        Await.until(() -> assertThat(driver.orders).containsExactly("stop i-1"));

        if (forced) {
            facts.put(forced("i-1"));
        } else {
            facts.deleteFromNetwork("i-1");
        }
        supervisor.wakeUp();

        Await.within(Duration.ofSeconds(5))
                .untilHolds(() -> assertThat(driver.isRunning("i-1")).isFalse());
    }

    @Test
    void stopGoesOnWithGraceWhileNobodySaysOtherwise() {
        start(LONG);
        facts.put(state("i-1", InstanceStatus.Stopped, 1));
        supervisor.wakeUp();
        Await.until(() -> assertThat(driver.orders).containsExactly("stop i-1"));

        facts.put(state("i-1", InstanceStatus.Running, 2));
        passes(3);
        driver.patience.countDown();

        Await.until(() -> assertThat(driver.orders).startsWith("stop i-1", "ended i-1", "start i-1 run 2"));
    }

    @Test
    void runThatCannotBeStartedIsReportedAndGivenUp() {
        driver.end("i-1", Condition.STOPPED);
        driver.obstacle = Optional.of("no room");
        facts.put(state("i-1", InstanceStatus.Running, 2));
        start(LONG);

        Await.until(() -> assertThat(broker.reports).containsExactly("i-1 run 2 NOT_STARTED"));
        facts.put(state("i-1", InstanceStatus.Stopped, 2));
        passes(2);
        assertThat(starts("i-1", 2)).isEqualTo(InstanceSupervisor.MOST_STARTS);
        assertThat(supervisor.failure("i-1")).contains("no room");
    }

    @Test
    void runThatCouldNotBeStartedDoesNotPutTheNextOff() {
        driver.end("i-1", Condition.STOPPED);
        driver.obstacle = Optional.of("no room");
        facts.put(state("i-1", InstanceStatus.Running, 2));
        start(LONG, LONG);
        Await.until(() -> assertThat(supervisor.failure("i-1")).contains("no room"));

        driver.obstacle = Optional.empty();
        facts.put(state("i-1", InstanceStatus.Running, 3));
        supervisor.wakeUp();
        // The second run would be tried again after 30 s.
        Await.within(Duration.ofSeconds(10))
                .untilHolds(() -> assertThat(driver.orders).contains("start i-1 run 3"));
        Await.until(() -> assertThat(supervisor.failure("i-1")).isEmpty());
    }

    @Test
    void changesUntilTheNextComparisonCostOne() {
        driver.isListing = new CountDownLatch(1);
        start(LONG, LONG);
        Await.until(() -> assertThat(driver.lists).hasValue(1));
        for (int change = 0; change < 100; change++) {
            supervisor.wakeUp();
        }

        driver.isListing.countDown();

        Await.until(() -> assertThat(driver.lists).hasValue(2));
    }

    @Test
    void changeOfOtherFactsPlugsNothing() {
        facts.put(state("i-1", InstanceStatus.Running, 1));
        start(LONG);
        Await.until(() -> assertThat(driver.orders).containsExactly("plug i-1"));

        facts.put(state("i-2", InstanceStatus.Running, 1));
        Await.until(() -> assertThat(driver.orders).contains("plug i-2"));
        passes(3);

        assertThat(driver.orders).containsExactly("plug i-1", "plug i-2");
    }

    @Test
    void changeOfItsPortsPlugsTheInstance() {
        facts.put(vSwitch("10.0.0.0/24"));
        facts.put(connected("i-1"));
        start(LONG);
        Await.until(() -> assertThat(driver.orders).containsExactly("plug i-1"));

        facts.put(vSwitch("10.0.0.0/16"));
        supervisor.wakeUp();

        Await.until(() -> assertThat(driver.orders).containsExactly("plug i-1", "plug i-1"));
    }

    @Test
    void portsThatCouldNotBePluggedAreTriedAgain() {
        facts.put(state("i-1", InstanceStatus.Running, 1));
        driver.obstacle = Optional.of("no room");
        start(LONG);
        Await.until(() -> assertThat(supervisor.failed()).isGreaterThan(1));
        driver.obstacle = Optional.empty();

        Await.until(() -> assertThat(supervisor.failure("i-1")).isEmpty());
    }

    @Test
    void portsAreComparedAgainAfterAWhile() {
        facts.put(state("i-1", InstanceStatus.Running, 1));
        start(SHORT, LONG, SHORT);

        Await.until(() -> assertThat(driver.orders).hasSizeGreaterThan(2).allMatch("plug i-1"::equals));
    }

    @Test
    void nothingIsDoneWhileAnotherAgentDoesIt() {
        facts.put(state("i-1", InstanceStatus.Stopped, 1));
        driver.other = Optional.of("another agent");
        driver.patience.countDown();
        start(Duration.ZERO);
        Await.until(() -> assertThat(driver.asked).hasValueGreaterThan(2));
        assertThat(driver.lists).hasValue(0);

        driver.other = Optional.empty();

        Await.until(() -> assertThat(driver.orders).startsWith("stop i-1"));
    }

    private long starts(String instanceId, int run) {
        return driver.orders.stream()
                .filter(("start " + instanceId + " run " + run)::equals)
                .count();
    }

    /** @param again the longest time between two reports of an end */
    private void start(Duration again) {
        start(SHORT, again);
    }

    private void start(Duration watchInterval, Duration again) {
        start(watchInterval, again, LONG);
    }

    private void start(Duration watchInterval, Duration again, Duration plugInterval) {
        supervisor = new InstanceSupervisor(
                "host-1",
                driver,
                new EndReporter(broker, SHORT, again),
                () -> Optional.of(facts.snapshot()),
                facts::isDeletedFromNetwork,
                LONG,
                watchInterval,
                plugInterval);
        supervisor.start();
    }

    /** Waits until what is here has been compared with the facts as they are now, so many times and once more begun. */
    private void passes(int number) {
        int soFar = driver.lists.get();
        supervisor.wakeUp();
        Await.until(() -> {
            supervisor.wakeUp();
            assertThat(driver.lists.get()).isGreaterThan(soFar + number);
        });
    }

    private static InstanceState forced(String instanceId) {
        return new InstanceState(
                instanceId,
                "vpc-1",
                "host-1",
                InstanceStatus.Stopped,
                1,
                List.of(),
                Optional.empty(),
                Optional.of(true));
    }

    private static VSwitchState vSwitch(String cidrBlock) {
        return new VSwitchState("vsw-1", "vpc-1", cidrBlock);
    }

    /** It runs, with a network interface in the vSwitch. */
    private static InstanceState connected(String instanceId) {
        NetworkInterface only =
                new NetworkInterface("eni-000000000000000001", "vsw-1", "00:16:3e:00:00:01", "10.0.0.1");
        return new InstanceState(instanceId, "vpc-1", "host-1", InstanceStatus.Running, 1, List.of(only));
    }

    private static InstanceState state(String instanceId, InstanceStatus status, int run) {
        return new InstanceState(instanceId, "vpc-1", "host-1", status, run, List.of());
    }

    /** Who is told of ends. */
    private static final class Broker implements EndReporter.Ends {

        final List<String> reports = new CopyOnWriteArrayList<>();
        final AtomicInteger asked = new AtomicInteger();
        final CountDownLatch isAnswering = new CountDownLatch(1);
        volatile int refusals;
        volatile boolean isSilent;

        @Override
        public void report(String instanceId, int run, InstanceEnd end) throws IOException {
            boolean isRefused = asked.incrementAndGet() <= refusals;
            if (isSilent) {
                await(isAnswering);
            }
            if (isRefused) {
                throw new IOException("away");
            }
            reports.add(instanceId + " run " + run + " " + end);
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Two instances run here; it notes what it is ordered. */
    private static final class Here implements InstanceDriver {

        final AtomicInteger lists = new AtomicInteger();
        final List<String> orders = new CopyOnWriteArrayList<>();
        final Map<String, InstanceView> views = new ConcurrentHashMap<>();
        volatile Optional<String> obstacle = Optional.empty();
        volatile Optional<String> other = Optional.empty();
        final AtomicInteger asked = new AtomicInteger();
        volatile CountDownLatch isListing = new CountDownLatch(0);
        final CountDownLatch patience = new CountDownLatch(1);

        Here() {
            put("i-1", Condition.RUNNING, 1);
            put("i-2", Condition.RUNNING, 1);
        }

        private void put(String id, Condition condition, int run) {
            Optional<Long> pid = condition == Condition.RUNNING ? Optional.of(1L) : Optional.empty();
            views.put(id, new InstanceView(id, condition, run, pid, Instant.EPOCH, false, 0));
        }

        void end(String id, Condition condition) {
            put(id, condition, views.get(id).run());
        }

        @Override
        public Optional<String> obstacle() {
            asked.incrementAndGet();
            return other;
        }

        @Override
        public List<InstanceView> list() throws IOException {
            lists.incrementAndGet();
            await(isListing);
            return List.copyOf(views.values());
        }

        @Override
        public Optional<InstanceView> find(String instanceId) {
            return Optional.ofNullable(views.get(instanceId));
        }

        @Override
        public boolean isRunning(String instanceId) {
            return find(instanceId)
                    .filter(view -> view.condition() == Condition.RUNNING)
                    .isPresent();
        }

        @Override
        public void start(InstanceSpec spec) throws IOException {
            orders.add("start " + spec.instanceId() + " run " + spec.run());
            if (obstacle.isPresent()) {
                throw new IOException(obstacle.get());
            }
            put(spec.instanceId(), Condition.RUNNING, spec.run());
        }

        @Override
        public void stop(String instanceId, Duration limit, BooleanSupplier atOnce) {
            orders.add("stop " + instanceId);
            if (!limit.isZero()) {
                Await.until(() -> assertThat(atOnce.getAsBoolean() || patience.getCount() == 0)
                        .isTrue());
                orders.add((atOnce.getAsBoolean() ? "cut short " : "ended ") + instanceId);
            }
            end(instanceId, Condition.STOPPED);
        }

        @Override
        public void plug(InstanceSpec spec) throws IOException {
            orders.add("plug " + spec.instanceId());
            if (obstacle.isPresent()) {
                throw new IOException(obstacle.get());
            }
        }

        @Override
        public void delete(String instanceId) {
            orders.add("delete " + instanceId);
            views.remove(instanceId);
        }

        @Override
        public byte[] console(String instanceId, int limit) {
            return new byte[0];
        }

        @Override
        public void close() {}
    }
}
