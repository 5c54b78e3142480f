package io.openhavip.standalone.bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Where the time of many trips goes, leg by leg. Clocks of records count whole milliseconds. Thread-safe. */
final class Legs {

    private static final double MICROS_PER_MILLI = 1000;

    private final Map<String, List<Double>> millis = new LinkedHashMap<>();

    synchronized void add(String leg, Instant from, Instant until) {
        millis.computeIfAbsent(leg, _ -> new ArrayList<>())
                .add(ChronoUnit.MICROS.between(from, until) / MICROS_PER_MILLI);
    }

    /** Median and p99 of each leg since the last call. */
    synchronized String take() {
        String told = millis.entrySet().stream()
                .map(leg -> leg.getKey() + " " + of(leg.getValue()))
                .collect(Collectors.joining(", "));
        discard();
        return told;
    }

    /** Forgets what was measured. */
    synchronized void discard() {
        millis.clear();
    }

    private static String of(List<Double> values) {
        Samples samples = Samples.of(values);
        return "%.1f/%.1f ms".formatted(samples.percentile(50), samples.percentile(99));
    }
}
