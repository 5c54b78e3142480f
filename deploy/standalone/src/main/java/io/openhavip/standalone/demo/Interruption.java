package io.openhavip.standalone.demo;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The request to end, by Ctrl-C or SIGTERM. A story sees it at its next step, unwinds and removes what it made, in its own thread;
 * the process waits for that. One for the process, as the signal is.
 */
final class Interruption {

    private static final long LIMIT_S = 120;

    private static volatile boolean asked;

    private Interruption() {}

    /** @throws DemoFailed if the process is to end */
    static void check() {
        if (asked) {
            throw new DemoFailed("interrupted");
        }
    }

    /** Runs {@code body}; a process that is asked to end meanwhile ends when it has returned. */
    static <T> T heeded(Supplier<T> body) {
        CountDownLatch returned = new CountDownLatch(1);
        Thread hook = new Thread(() -> askAndAwait(returned), "demo-interruption");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return body.get();
        } finally {
            returned.countDown();
            remove(hook);
        }
    }

    private static void askAndAwait(CountDownLatch returned) {
        asked = true;
        try {
            if (!returned.await(LIMIT_S, TimeUnit.SECONDS)) {
                System.err.println("havip: the demo could not remove all that it made");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook is at work.
        }
    }
}
