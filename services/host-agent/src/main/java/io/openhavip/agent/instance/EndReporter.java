package io.openhavip.agent.instance;

import io.openhavip.contracts.network.InstanceEnd;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/**
 * Has ends of runs reported, each by itself: what cannot be reported is tried again, and holds up no other, nor any order for its
 * instance. {@link #report} and {@link #keepOnly} are called by one thread.
 */
final class EndReporter implements AutoCloseable {

    /** After this an end that the control plane has got, and does not show, is told again. */
    static final Duration AGAIN = Duration.ofSeconds(10);

    private static final int MOST_DOUBLINGS = 10;
    private static final Logger LOG = Logger.getLogger(EndReporter.class);

    private final Ends ends;
    private final Duration firstPause;
    private final Duration again;
    private final Map<String, Attempt> attempts = new ConcurrentHashMap<>();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

    /** Who is told of a run that ended, or could not begin, without anybody having stopped it. */
    @FunctionalInterface
    interface Ends {

        /** Returns when it is told for good; may be called again for the same end. */
        void report(String instanceId, int run, InstanceEnd end) throws IOException;
    }

    /**
     * The last one about an instance.
     *
     * @param failures in a row
     * @param next by {@link System#nanoTime()}
     */
    private record Attempt(int run, boolean isUnderWay, int failures, long next) {

        boolean isDue() {
            return !isUnderWay && System.nanoTime() - next >= 0;
        }
    }

    /**
     * @param firstPause after a report that failed; it doubles each time
     * @param again the longest pause between two reports of the same end
     */
    EndReporter(Ends ends, Duration firstPause, Duration again) {
        this.ends = ends;
        this.firstPause = firstPause;
        this.again = again;
    }

    /** Does not block; to be called from time to time until the facts show the end. */
    void report(String instanceId, int run, InstanceEnd end) {
        Attempt before = attempts.get(instanceId);
        boolean isNews = before == null || before.run() != run;
        if (isNews || before.isDue()) {
            int failures = isNews ? 0 : before.failures();
            attempts.put(instanceId, new Attempt(run, true, failures, 0));
            workers.execute(() -> tryOnce(instanceId, run, end, failures));
        }
    }

    /** Forgets all others. */
    void keepOnly(Set<String> instanceIds) {
        attempts.keySet().retainAll(instanceIds);
    }

    /** @param failures until now */
    private void tryOnce(String instanceId, int run, InstanceEnd end, int failures) {
        try {
            ends.report(instanceId, run, end);
            LOG.infof("end of an instance reported instanceId=%s run=%d end=%s", instanceId, run, end);
            ended(instanceId, run, 0, again);
        } catch (IOException | RuntimeException e) {
            LOG.warnf(
                    "end of an instance not reported, trying again instanceId=%s run=%d cause=%s",
                    instanceId, run, e.getMessage());
            Duration pause = firstPause.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
            ended(instanceId, run, failures + 1, pause.compareTo(again) < 0 ? pause : again);
        }
    }

    private void ended(String instanceId, int run, int failures, Duration pause) {
        Attempt after = new Attempt(run, false, failures, System.nanoTime() + pause.toNanos());
        attempts.computeIfPresent(instanceId, (key, current) -> current.run() == run ? after : current);
    }

    @Override
    public void close() {
        workers.shutdown();
    }
}
