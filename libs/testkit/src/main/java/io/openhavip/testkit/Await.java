package io.openhavip.testkit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * Waits by assertion: repeats it until it holds or the deadline passes, and then fails with what it last said.
 *
 * <pre>{@code
 * Await.until(() -> assertThat(master()).isEqualTo("i-1"));
 * Await.within(Duration.ofSeconds(60)).until(() -> assertThat(lag()).isZero());
 * String id = Await.value(() -> find("name"));
 * }</pre>
 */
public final class Await {

    private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(20);

    private final Duration limit;

    private Await(Duration limit) {
        this.limit = limit;
    }

    /** An assertion, which may throw anything while it does not hold. */
    @FunctionalInterface
    public interface Assertion {
        void check() throws Exception;
    }

    public static Await within(Duration limit) {
        return new Await(limit);
    }

    /** Waits up to 30 seconds until the assertion holds. */
    public static void until(Assertion assertion) {
        within(DEFAULT_LIMIT).untilHolds(assertion);
    }

    /** Waits up to 30 seconds until there is a value. */
    public static <T> T value(Supplier<Optional<T>> source) {
        return within(DEFAULT_LIMIT).result(() -> source.get().orElseThrow());
    }

    /** Waits until the assertion holds. */
    public void untilHolds(Assertion assertion) {
        result(() -> {
            assertion.check();
            return true;
        });
    }

    /** Waits until the call returns and gives what it returned. */
    public <T> T result(Callable<T> call) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            try {
                return call.call();
            } catch (Exception | AssertionError failure) {
                if (System.nanoTime() >= deadline) {
                    throw new AssertionError("not so within %s: %s".formatted(limit, failure.getMessage()), failure);
                }
            }
            try {
                Thread.sleep(POLL);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting", interrupted);
            }
        }
    }
}
