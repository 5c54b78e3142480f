package io.openhavip.standalone.bench;

import java.util.List;

/**
 * A figure over repeated rounds.
 *
 * @param median the figure
 * @param low lowest of the rounds
 * @param high highest of the rounds
 */
record Spread(double median, double low, double high) {

    /** Median of one value a round. */
    static Spread of(List<Double> rounds) {
        Samples samples = Samples.of(rounds);
        return new Spread(samples.median(), samples.lowest(), samples.highest());
    }

    /** A percentile of all rounds together, between the lowest and the highest that one round alone gives. */
    static Spread ofPercentile(List<Samples> rounds, double percent) {
        Samples single = Samples.of(
                rounds.stream().map(round -> round.percentile(percent)).toList());
        return new Spread(Samples.pooled(rounds).percentile(percent), single.lowest(), single.highest());
    }

    @Override
    public String toString() {
        return median < 100
                ? "%.2f (%.2f to %.2f)".formatted(median, low, high)
                : "%.0f (%.0f to %.0f)".formatted(median, low, high);
    }
}
