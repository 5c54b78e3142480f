package io.openhavip.agent.dataplane;

import io.openhavip.agent.facts.FactsStore;
import io.openhavip.agent.linux.NetworkNamespace;
import io.openhavip.agent.linux.SystemCallException;
import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.arp.Owner;
import io.openhavip.contracts.arp.OwnershipState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * The forwarding of one namespace: follows the facts at once for a switch of ownership, and by reconciliation for everything else.
 * It changes nothing until {@link #start()}, which must come only when all facts are known, and leaves everything in place when it
 * is closed: forwarding outlives the agent.
 *
 * <p>Owns one thread and the netlink sockets. Thread-safe.
 */
public final class DataPlane implements AutoCloseable {

    private static final Duration SHORTEST_GAP = Duration.ofMillis(50);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final int WARM_UP_ROUNDS = 500;
    private static final Logger LOG = Logger.getLogger(DataPlane.class);

    private final FactsStore facts;
    private final Duration interval;
    private final Runnable onLayoutChange;
    private final Runnable onProgrammed;
    private final Steering steering;
    private final Reconciler reconciler;
    private final DropCounters drops;
    private final UnicastPeerAdvice unicastPeerAdvice = new UnicastPeerAdvice();
    private final SwitchLog switches = new SwitchLog();
    private final Semaphore wakeUp = new Semaphore(0);
    private final ReentrantLock reconciling = new ReentrantLock();
    private final Thread thread;
    private volatile HostLayout layout = HostLayout.EMPTY;
    private volatile Reconciliation last = Reconciliation.NONE;
    private volatile long drift;
    private boolean programmed;
    private volatile boolean running = true;
    private volatile boolean suspended;

    public DataPlane(String hostId, NetworkNamespace namespace, FactsStore facts, Duration interval)
            throws IOException {
        this(ThisHost.alone(hostId), namespace, facts, interval, VpcRouters.NONE, () -> {}, () -> {});
    }

    /**
     * @param routers what the reconciliation of this data plane brings about too
     * @param onLayoutChange told after {@link #layout()} changed, on the reconciling thread
     * @param onProgrammed told once, after the kernel was first brought to what the facts say, on the reconciling thread
     * @throws IOException if the process may not program the namespace
     */
    public DataPlane(
            ThisHost host,
            NetworkNamespace namespace,
            FactsStore facts,
            Duration interval,
            VpcRouters routers,
            Runnable onLayoutChange,
            Runnable onProgrammed)
            throws IOException {
        this.facts = facts;
        this.interval = interval;
        this.onLayoutChange = onLayoutChange;
        this.onProgrammed = onProgrammed;
        this.drops = new DropCounters(namespace);
        this.steering = new Steering(namespace, facts);
        this.reconciler = new Reconciler(host, namespace, facts, steering, routers);
        this.thread = Thread.ofPlatform().name("reconciler").daemon().unstarted(this::run);
    }

    /** Starts programming; the facts must be complete. */
    public void start() {
        thread.start();
    }

    /** Facts other than ownership changed, or devices did. */
    public void wakeUp() {
        if (wakeUp.availablePermits() == 0) {
            wakeUp.release();
        }
    }

    /**
     * Ownership of an address changed in the facts: the kernel follows before this returns, unless it has not been programmed at
     * all yet.
     *
     * @param recordedAt when the record was written
     * @param receivedAt when it was read
     * @return when it took effect; empty: it will with the next reconciliation
     */
    public Optional<Instant> switched(AddressKey key, Instant recordedAt, Instant receivedAt) {
        try {
            if (!steering.apply(key)) {
                return Optional.empty();
            }
        } catch (SystemCallException e) {
            LOG.errorf("switch not applied, reconciling key=%s cause=%s", key, e.getMessage());
            wakeUp();
            return Optional.empty();
        }
        Instant appliedAt = Instant.now();
        facts.ownership(key)
                .ifPresent(ownership -> switches.add(new AppliedSwitch(
                        key, ownership.epoch(), owner(ownership), recordedAt, receivedAt, appliedAt)));
        return Optional.of(appliedAt);
    }

    /** Compares the kernel with the facts now, on the caller's thread. */
    public void reconcile() {
        reconciling.lock();
        long start = System.nanoTime();
        try {
            if (suspended) {
                return;
            }
            Reconciler.Outcome outcome = reconciler.reconcile();
            boolean first = !programmed;
            programmed = true;
            boolean changed = !outcome.layout().equals(layout);
            layout = outcome.layout();
            last = ended(start, Optional.empty(), outcome.problems());
            if (changed) {
                onLayoutChange.run();
            }
            if (first) {
                for (int round = 0; round < WARM_UP_ROUNDS; round++) {
                    steering.warmUp();
                }
                onProgrammed.run();
            }
            unicastPeerAdvice.take(drops(), layout, Instant.now());
        } catch (IOException | RuntimeException e) {
            LOG.warnf("reconciliation failed cause=%s", e.getMessage());
            last = ended(start, Optional.of(String.valueOf(e.getMessage())), List.of());
        } finally {
            drift = reconciler.drift();
            reconciling.unlock();
        }
    }

    /** Removes everything the agent made, and programs nothing more until the process starts again. */
    public void removeAll() throws IOException {
        reconciling.lock();
        try {
            suspended = true;
            reconciler.removeAll();
            layout = HostLayout.EMPTY;
        } finally {
            reconciling.unlock();
        }
    }

    /** The layout that is in effect. */
    public HostLayout layout() {
        return layout;
    }

    public Reconciliation lastReconciliation() {
        return last;
    }

    /** Objects that were found wrong in the kernel after they had been right, and were corrected. */
    public long driftRepaired() {
        return drift;
    }

    /**
     * What each port has dropped, by device; a port that dropped nothing is not in it.
     *
     * @throws SystemCallException if the kernel does not tell
     */
    public Map<String, Drops> drops() throws SystemCallException {
        return drops.read(layout.portsByDevice().keySet());
    }

    /** Everything dropped up to the last reading, also at ports that are gone. */
    public Drops totalDrops() {
        return drops.total();
    }

    public List<AppliedSwitch> lastSwitches() {
        return switches.last();
    }

    public boolean isSuspended() {
        return suspended;
    }

    private void run() {
        while (running) {
            reconcile();
            try {
                TimeUnit.MILLISECONDS.sleep(SHORTEST_GAP.toMillis());
                Duration patience = last.failure().isPresent() && !suspended ? RETRY : interval;
                wakeUp.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
                wakeUp.drainPermits();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static Reconciliation ended(long startNanos, Optional<String> failure, List<String> problems) {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        return new Reconciliation(Instant.now(), millis, failure, problems);
    }

    private static String owner(OwnershipState ownership) {
        return ownership.owner().map(Owner::networkInterfaceId).orElse("");
    }

    /** Stops following; forwarding stays as it is. */
    @Override
    public void close() {
        running = false;
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        steering.close();
        drops.close();
    }
}
