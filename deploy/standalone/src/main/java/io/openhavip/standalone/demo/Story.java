package io.openhavip.standalone.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One way to show a HAVIP that moves. What it made is removed by {@link #remove()}. */
interface Story {

    /**
     * What was seen, the times of the failover.
     *
     * @param failure what is not as it must be; empty: all is
     */
    record Figures(
            boolean realArp,
            boolean negativeControl,
            boolean eip,
            int hosts,
            Optional<Double> switchMs,
            Optional<Double> forwardingMs,
            Optional<Double> describeMs,
            List<Outage> outages,
            Optional<String> failure) {}

    /**
     * The longest time for which a client got no answer.
     *
     * @param client who asked
     * @param when what happened
     */
    record Outage(String client, String when, double ms) {}

    /**
     * Tells the story from begin to end.
     *
     * @throws DemoFailed if something does not happen as it should
     */
    Figures tell();

    /** Removes all that it made, and tells what could not be removed. */
    List<String> remove();

    static double millis(Instant from, Instant to) {
        return millis(Duration.between(from, to));
    }

    /** To a hundredth. */
    static double millis(Duration time) {
        return Math.round(time.toNanos() / 10_000.0) / 100.0;
    }

    static String format(double millis) {
        return String.format(Locale.ROOT, "%.1f ms", millis);
    }
}
