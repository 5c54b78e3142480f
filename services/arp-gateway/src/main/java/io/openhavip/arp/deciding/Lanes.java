package io.openhavip.arp.deciding;

import io.openhavip.arp.config.ArpConfig;
import io.openhavip.eventing.consume.Backoff;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;

/**
 * The threads that commit decisions: different addresses in parallel, as many as configured. What waits is bounded by the batch size
 * and by one task an address for facts and one for its timer. Thread-safe.
 */
@Singleton
public class Lanes implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Lanes.class);

    private final ExecutorService threads;

    Lanes(ArpConfig config) {
        this.threads = Executors.newFixedThreadPool(
                config.parallelDecisions(),
                Thread.ofPlatform().name("decide-", 0).daemon().factory());
    }

    /** Runs a task some time soon; its failure is logged. */
    void submit(Runnable task) {
        threads.execute(() -> {
            try {
                task.run();
            } catch (Backoff.Stopped e) {
                LOG.debug("task ends with the service");
            } catch (RuntimeException e) {
                LOG.error("task failed", e);
            }
        });
    }

    /**
     * Runs all tasks and returns when each has ended; the last one on the caller's thread, which saves a lone one the hand-over.
     *
     * @throws InterruptedException if the lanes are closed before each has ended
     */
    void runAll(List<Runnable> tasks) throws InterruptedException {
        try {
            awaitAll(tasks);
        } catch (CancellationException | RejectedExecutionException e) {
            throw new InterruptedException("the lanes are closed");
        }
    }

    private void awaitAll(List<Runnable> tasks) throws InterruptedException {
        List<Future<?>> others = new ArrayList<>();
        for (Runnable task : tasks.subList(0, Math.max(0, tasks.size() - 1))) {
            others.add(threads.submit(task));
        }
        if (!tasks.isEmpty()) {
            tasks.getLast().run();
        }
        for (Future<?> other : others) {
            try {
                other.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException fault ? fault : new IllegalStateException(e.getCause());
            }
        }
    }

    /** Interrupts the tasks under way; those that wait never run, and whoever awaits them is told. */
    @Override
    public void close() {
        for (Runnable waiting : threads.shutdownNow()) {
            if (waiting instanceof Future<?> awaited) {
                awaited.cancel(false);
            }
        }
    }
}
