package io.openhavip.standalone.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** One way to show a HAVIP that moves. What it made is removed by {@link #close()}. */
interface Story extends AutoCloseable {

    /** What was seen of the failover. */
    record Figures(
            boolean realArp,
            boolean negativeControl,
            Optional<Double> switchMs,
            Optional<Double> forwardingMs,
            Optional<Double> describeMs,
            Optional<Double> outageMs) {}

    /**
     * Tells the story from begin to end.
     *
     * @throws DemoFailed if something does not happen as it should
     */
    Figures tell();

    @Override
    void close();

    static double millis(Instant from, Instant to) {
        return Math.round(Duration.between(from, to).toNanos() / 10_000.0) / 100.0;
    }

    static String format(double millis) {
        return String.format(Locale.ROOT, "%.1f ms", millis);
    }
}
