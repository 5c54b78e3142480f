package io.openhavip.standalone.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Measured values of one kind, at least one. Immutable. */
final class Samples {

    private final double[] sorted;

    private Samples(double[] sorted) {
        this.sorted = sorted;
    }

    /** @throws IllegalArgumentException if there are none */
    static Samples of(Collection<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        return new Samples(
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray());
    }

    static Samples pooled(List<Samples> rounds) {
        return of(rounds.stream()
                .flatMap(round -> Arrays.stream(round.sorted).boxed())
                .toList());
    }

    /** The smallest value that at least {@code percent} of a hundred are not above (nearest rank). */
    double percentile(double percent) {
        if (percent <= 0 || percent > 100) {
            throw new IllegalArgumentException("not a percentile: " + percent);
        }
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[Math.max(1, rank) - 1];
    }

    /** The middle value, or the mean of the two in the middle. */
    double median() {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    double lowest() {
        return sorted[0];
    }

    double highest() {
        return sorted[sorted.length - 1];
    }

    int size() {
        return sorted.length;
    }
}
