package io.openhavip.agent.instance;

import io.openhavip.agent.facts.Facts;
import io.openhavip.agent.instance.InstancePlan.Wanted;
import io.openhavip.contracts.network.InstanceEnd;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Brings what runs on this host to what the facts want: one order an instance at a time, many instances at once. What fails is tried
 * again, ever later; what cannot be started is given up and reported. Ending the supervisor leaves instances running. Thread-safe.
 */
public final class InstanceSupervisor implements AutoCloseable {

    /** Starts at the same time, so that a host that comes up with many instances gets through. */
    private static final int STARTS_AT_ONCE = 4;

    /** How often what is here is compared with the facts. */
    static final Duration WATCH = Duration.ofSeconds(1);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** After so many in a row that failed, with a minute and a half of pauses between, a run is given up. */
    static final int MOST_STARTS = 8;

    private static final Logger LOG = Logger.getLogger(InstanceSupervisor.class);

    private final String hostId;
    private final InstanceDriver driver;
    private final EndReporter ends;
    private final Supplier<Optional<Facts>> facts;
    private final Predicate<String> deleted;
    private final Duration stopLimit;
    private final Duration watchInterval;
    private final Duration plugInterval;
    private final Semaphore starts = new Semaphore(STARTS_AT_ONCE);
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().name("instance-supervisor").daemon().unstarted(task));
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, UnderWay> busy = new ConcurrentHashMap<>();
    private final Map<String, Failure> failures = new ConcurrentHashMap<>();
    private final Map<String, InstanceView.Condition> told = new HashMap<>();
    private final Set<String> toldUnknown = new HashSet<>();
    private final Map<String, List<InstanceSpec.Port>> plugged = new ConcurrentHashMap<>();
    private final AtomicBoolean passQueued = new AtomicBoolean();
    private final AtomicLong started = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile long lastPlug = System.nanoTime();
    private Optional<String> obstacle = Optional.empty();

    /** @param atOnce to be set when it has become an end without grace */
    private record UnderWay(InstanceOrder order, AtomicBoolean atOnce) {

        UnderWay(InstanceOrder order) {
            this(order, new AtomicBoolean());
        }
    }

    /**
     * @param run the run that was wanted; 0: none
     * @param attempts in a row, of the same order for the same run
     */
    private record Failure(InstanceOrder order, int run, String cause, int attempts, long notBefore) {

        boolean isOf(InstanceOrder other, int otherRun) {
            return order == other && run == otherRun;
        }
    }

    /**
     * @param ends told of an end until the facts show it; this supervisor's to close
     * @param facts empty: they are not all known yet, or there is no data plane; nothing is done then
     * @param deleted whether a record said that an instance is gone
     * @param watchInterval how often what is here is compared with the facts, and the pause after an order that failed, which doubles each
     *     time
     * @param plugInterval how often ports are compared with what is wanted when that did not change
     */
    InstanceSupervisor(
            String hostId,
            InstanceDriver driver,
            EndReporter ends,
            Supplier<Optional<Facts>> facts,
            Predicate<String> deleted,
            Duration stopLimit,
            Duration watchInterval,
            Duration plugInterval) {
        this.hostId = hostId;
        this.driver = driver;
        this.ends = ends;
        this.facts = facts;
        this.deleted = deleted;
        this.stopLimit = stopLimit;
        this.watchInterval = watchInterval;
        this.plugInterval = plugInterval;
    }

    public void start() {
        watch.scheduleWithFixedDelay(this::pass, 0, watchInterval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The facts changed. Does not block; changes until the next comparison begins cost one. */
    public void wakeUp() {
        if (passQueued.compareAndSet(false, true)) {
            watch.execute(() -> {
                passQueued.set(false);
                pass();
            });
        }
    }

    /** Why the last order for this instance failed; empty: it did not. */
    public Optional<String> failure(String instanceId) {
        return Optional.ofNullable(failures.get(instanceId)).map(Failure::cause);
    }

    public long started() {
        return started.get();
    }

    public long failed() {
        return failed.get();
    }

    private void pass() {
        try {
            if (isObstructed()) {
                return;
            }
            Optional<Facts> known = facts.get();
            if (known.isEmpty()) {
                return;
            }
            boolean plugAll = System.nanoTime() - lastPlug > plugInterval.toNanos();
            if (plugAll) {
                lastPlug = System.nanoTime();
            }
            compare(InstancePlan.derive(hostId, known.get()), plugAll);
        } catch (IOException | RuntimeException e) {
            LOG.warnf("instances not compared cause=%s", e.getMessage());
        }
    }

    private boolean isObstructed() {
        Optional<String> before = obstacle;
        obstacle = driver.obstacle();
        if (!obstacle.equals(before)) {
            obstacle.ifPresentOrElse(
                    why -> LOG.warnf("instances are left as they are, trying again cause=%s", why),
                    () -> LOG.info("instances are seen to"));
        }
        return obstacle.isPresent();
    }

    private void compare(InstancePlan plan, boolean plugAll) throws IOException {
        Map<String, Wanted> wanted = plan.wanted();
        Map<String, InstanceView> here = new HashMap<>();
        driver.list().forEach(view -> here.put(view.instanceId(), view));
        Set<String> ids = new TreeSet<>(wanted.keySet());
        ids.addAll(here.keySet());
        failures.keySet().retainAll(ids);
        plugged.keySet().retainAll(ids);
        ends.keepOnly(ids);
        told.keySet().retainAll(ids);
        toldUnknown.removeAll(wanted.keySet());
        toldUnknown.retainAll(here.keySet());
        for (String id : ids) {
            Optional<Wanted> to = Optional.ofNullable(wanted.get(id));
            Optional<InstanceView> from = Optional.ofNullable(here.get(id));
            boolean settled = from.map(this::tell).orElse(true);
            boolean movedAway = from.filter(plan::hasMovedAway).isPresent();
            InstanceOrder order = InstanceOrder.next(to, from, movedAway, deleted.test(id));
            if (to.isEmpty() && order == InstanceOrder.NONE && toldUnknown.add(id)) {
                LOG.warnf("instance is not among the facts of this host, it is left as it is instanceId=%s", id);
            }
            switch (order) {
                case NONE -> {}
                case PLUG -> {
                    if (plugAll || !to.orElseThrow().spec().ports().equals(plugged.get(id))) {
                        give(id, order, to);
                    }
                }
                case REPORT -> {
                    if (settled) {
                        InstanceView ended = from.orElseThrow();
                        ends.report(id, ended.run(), ended.end().orElseThrow());
                    }
                }
                case START -> {
                    if (isGivenUp(id, run(to))) {
                        ends.report(id, run(to), InstanceEnd.NOT_STARTED);
                    } else {
                        give(id, order, to);
                    }
                }
                case STOP, KILL, DELETE -> give(id, order, to);
            }
        }
    }

    private void give(String id, InstanceOrder order, Optional<Wanted> wanted) {
        UnderWay before = busy.get(id);
        if (before != null) {
            if (order == InstanceOrder.KILL || order == InstanceOrder.DELETE) {
                before.atOnce().set(true);
            }
        } else if (isDue(id, order, run(wanted))) {
            UnderWay work = new UnderWay(order);
            busy.put(id, work);
            workers.execute(() -> carryOut(id, work, wanted));
        }
    }

    private boolean isDue(String id, InstanceOrder order, int run) {
        Failure failure = failures.get(id);
        return failure == null || !failure.isOf(order, run) || System.nanoTime() - failure.notBefore() >= 0;
    }

    private boolean isGivenUp(String id, int run) {
        Failure failure = failures.get(id);
        return failure != null && failure.isOf(InstanceOrder.START, run) && failure.attempts() >= MOST_STARTS;
    }

    private static int run(Optional<Wanted> wanted) {
        return wanted.map(it -> it.spec().run()).orElse(0);
    }

    /** @return whether it stays so: for a moment, one that powered itself off looks as if it had crashed */
    private boolean tell(InstanceView view) {
        InstanceView.Condition before = told.put(view.instanceId(), view.condition());
        if (before == view.condition()) {
            return true;
        }
        switch (view.condition()) {
            case CRASHED ->
                LOG.warnf(
                        "instance crashed, it stays so until it is started again instanceId=%s run=%d",
                        view.instanceId(), view.run());
            case POWERED_OFF ->
                LOG.infof("instance powered itself off instanceId=%s run=%d", view.instanceId(), view.run());
            case RUNNING, STOPPED -> {}
        }
        return view.condition() != InstanceView.Condition.CRASHED;
    }

    private void carryOut(String id, UnderWay work, Optional<Wanted> wanted) {
        InstanceOrder order = work.order();
        try {
            plugged.remove(id);
            switch (order) {
                case NONE, REPORT -> {}
                case START -> start(wanted.orElseThrow().spec());
                case STOP -> driver.stop(id, stopLimit, work.atOnce()::get);
                case KILL -> driver.stop(id, Duration.ZERO);
                case PLUG -> plug(wanted.orElseThrow().spec());
                case DELETE -> driver.delete(id);
            }
            failures.remove(id);
        } catch (IOException | RuntimeException e) {
            failed.incrementAndGet();
            failures.compute(id, (key, before) -> failure(order, run(wanted), e, before));
            LOG.warnf("order failed, trying again instanceId=%s order=%s cause=%s", id, order, e.getMessage());
        } finally {
            busy.remove(id);
            if (order != InstanceOrder.PLUG && !watch.isShutdown()) {
                wakeUp();
            }
        }
    }

    private void start(InstanceSpec spec) throws IOException {
        starts.acquireUninterruptibly();
        try {
            driver.start(spec);
            started.incrementAndGet();
        } finally {
            starts.release();
        }
        plugged.put(spec.instanceId(), spec.ports());
    }

    private void plug(InstanceSpec spec) throws IOException {
        driver.plug(spec);
        plugged.put(spec.instanceId(), spec.ports());
    }

    private Failure failure(InstanceOrder order, int run, Exception e, Failure before) {
        int attempts = before != null && before.isOf(order, run) ? before.attempts() + 1 : 1;
        long pause = Math.min(LONGEST_PAUSE.toNanos(), watchInterval.toNanos() << Math.min(attempts - 1, 10));
        return new Failure(order, run, String.valueOf(e.getMessage()), attempts, System.nanoTime() + pause);
    }

    /** Ends the supervision; an order in progress is left to itself. */
    @Override
    public void close() {
        watch.shutdownNow();
        ends.close();
        workers.shutdown();
    }
}
