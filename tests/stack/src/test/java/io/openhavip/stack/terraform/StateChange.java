package io.openhavip.stack.terraform;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The provider's wait for a resource: polls until it is in a target state, and fails at once in one that is neither pending nor target.
 * The provider waits 5 or 10 s before it looks for the first time, and 3 s in between; here both are shortened, so that what is not done
 * yet is rather seen.
 */
final class StateChange {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(100);

    private StateChange() {}

    /**
     * @param pending none: any
     * @param state empty: not found, which is tolerated
     */
    static void await(String what, List<String> pending, List<String> target, Supplier<Optional<String>> state) {
        poll(what, () -> {
            Optional<String> now = state.get();
            if (now.isPresent() && !target.contains(now.get()) && !pending.isEmpty() && !pending.contains(now.get())) {
                throw new AssertionError(
                        what + ": unexpected state '" + now.get() + "', wanted target '" + target + "'");
            }
            return now.filter(target::contains).isPresent();
        });
    }

    /** @param found whether it is still there */
    static void awaitGone(String what, Supplier<Boolean> found) {
        poll(what + " is still there", () -> !found.get());
    }

    private static void poll(String what, Supplier<Boolean> done) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!done.get()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("timeout while waiting: " + what);
            }
            try {
                Thread.sleep(POLL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }
}
