package io.openhavip.standalone.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Callers in closed loops: each begins its next operation when its last is done. */
final class Throughput {

    /** One operation, repeated by one caller. */
    interface Operation extends AutoCloseable {
        void run() throws Exception;

        @Override
        default void close() throws Exception {}
    }

    /** Makes the operation of one caller. */
    interface Workload {
        Operation open() throws Exception;
    }

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double GAIN = 1.05;
    private static final int SETTLED = 6;
    private static final int MOST_TURNS = 30;

    private Throughput() {}

    /**
     * Operations a second of all callers together.
     *
     * @throws IllegalStateException if an operation fails
     */
    static double perSecond(Workload workload, int callers, Duration duration) throws Exception {
        List<Operation> operations = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            operations.add(workload.open());
        }
        AtomicLong done = new AtomicLong();
        long begin = System.nanoTime();
        runAll(operations.stream()
                .<Operation>map(operation -> () -> {
                    while (System.nanoTime() - begin < duration.toNanos()) {
                        operation.run();
                        done.incrementAndGet();
                    }
                })
                .toList());
        double rate = done.get() * NANOS_PER_SECOND / (System.nanoTime() - begin);
        for (Operation operation : operations) {
            operation.close();
        }
        return rate;
    }

    /** One turn of a measurement; how many a second it did. */
    interface Turn {
        double perSecond() throws Exception;
    }

    /**
     * Repeats a turn as long as the compilers make it faster: until the last {@value #SETTLED} turns brought no more than {@value
     * #GAIN} times the best before them. How long that takes is the machine's, not the bench's; what is measured runs for weeks.
     */
    static void warmUp(Turn turn) throws Exception {
        warmUp(0, turn);
    }

    /**
     * The same with a number of turns that it takes at least: where compilers have to share two cores with callers, they pause for
     * longer than turns settle in.
     */
    static void warmUp(int atLeast, Turn turn) throws Exception {
        double best = 0;
        int settled = 0;
        for (int i = 0; i < MOST_TURNS && (settled < SETTLED || i < atLeast); i++) {
            double rate = turn.perSecond();
            settled = rate > best * GAIN ? 0 : settled + 1;
            best = Math.max(best, rate);
        }
    }

    /** Runs each on a thread of its own and returns when all have ended. */
    static void runAll(List<Operation> operations) throws InterruptedException {
        AtomicReference<Exception> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (Operation operation : operations) {
            threads.add(Thread.ofPlatform().name("bench-", threads.size()).start(() -> {
                try {
                    operation.run();
                } catch (Exception e) {
                    failure.compareAndSet(null, e);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (failure.get() != null) {
            throw new IllegalStateException("an operation failed", failure.get());
        }
    }
}
