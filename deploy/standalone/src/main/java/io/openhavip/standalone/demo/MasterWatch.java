package io.openhavip.standalone.demo;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Asks by DescribeHaVips all the time who is master, and notes each change. Owns a thread until closed. */
final class MasterWatch implements AutoCloseable {

    /** @param instanceId "" for nobody */
    record Change(Instant seenAt, String instanceId) {}

    private static final long PERIOD_NS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long CLOSE_MS = 5000;

    private final Resources resources;
    private final List<Change> changes = new CopyOnWriteArrayList<>();
    private final Thread thread =
            Thread.ofPlatform().name("master-watch").daemon().unstarted(this::watch);
    private volatile boolean closed;

    MasterWatch(Resources resources) {
        this.resources = resources;
    }

    void start() {
        thread.start();
    }

    /** When an instance was first seen as master after a moment. */
    Optional<Change> masterIs(String instanceId, Instant after) {
        return changes.stream()
                .filter(change ->
                        change.seenAt().isAfter(after) && change.instanceId().equals(instanceId))
                .findFirst();
    }

    private void watch() {
        String last = "unknown";
        while (!closed) {
            try {
                String master = resources.masterInstanceId();
                if (!master.equals(last)) {
                    changes.add(new Change(Instant.now(), master));
                    last = master;
                }
            } catch (RuntimeException e) {
                // A service may be away for a moment; the next look tells.
                last = "unknown";
            }
            LockSupport.parkNanos(PERIOD_NS);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            // By milliseconds: one that was not started is not waited for.
            thread.join(CLOSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
