package io.openhavip.standalone.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/**
 * A figure and its reference measured one right after the other, again and again. On a machine that others use too, the two of a pair
 * have about the same of it, and two pairs do not: so each pair is judged first, and the median taken of that. Not thread-safe.
 */
final class Pairs {

    private final List<Double> values = new ArrayList<>();
    private final List<Double> limits = new ArrayList<>();

    void add(double value, double limit) {
        values.add(value);
        limits.add(limit);
    }

    /** Values less their references. */
    Spread differences() {
        return of((value, limit) -> value - limit);
    }

    /** Values over their references. */
    Spread ratios() {
        return of((value, limit) -> value / limit);
    }

    /** Both medians, and the median of the ratios, which is not the ratio of the medians. */
    Figure figure(String name, String unit) {
        return new Figure(
                name,
                unit,
                Spread.of(values),
                Optional.of(Spread.of(limits)),
                Optional.of(ratios().median()),
                Optional.empty(),
                Optional.empty());
    }

    private Spread of(DoubleBinaryOperator judge) {
        return Spread.of(IntStream.range(0, values.size())
                .mapToObj(i -> judge.applyAsDouble(values.get(i), limits.get(i)))
                .toList());
    }
}
