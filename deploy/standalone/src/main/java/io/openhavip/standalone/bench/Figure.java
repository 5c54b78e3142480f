package io.openhavip.standalone.bench;

import java.util.Optional;

/**
 * One line of the result.
 *
 * @param name what was measured, dotted
 * @param unit of value and limit
 * @param value what the product reached
 * @param limit what the bare machine reached in the same run; empty where a figure stands alone
 * @param ratio value over limit
 * @param bar what the ratio must reach, or the value itself where there is none; empty: the figure is only reported
 * @param met whether it does
 */
record Figure(
        String name,
        String unit,
        Spread value,
        Optional<Spread> limit,
        Optional<Double> ratio,
        Optional<Bar> bar,
        Optional<Boolean> met) {

    static Figure alone(String name, String unit, Spread value) {
        return new Figure(name, unit, value, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Figure beside(String name, String unit, Spread value, Spread limit) {
        double ratio = value.median() / limit.median();
        return new Figure(
                name, unit, value, Optional.of(limit), Optional.of(ratio), Optional.empty(), Optional.empty());
    }

    Figure held(Bar to) {
        return new Figure(
                name,
                unit,
                value,
                limit,
                ratio,
                Optional.of(to),
                Optional.of(to.isMetBy(ratio.orElse(value.median()))));
    }

    /** For a figure that must be just so. */
    Figure held(boolean right) {
        return new Figure(name, unit, value, limit, ratio, bar, Optional.of(right));
    }

    boolean isMissed() {
        return met.isPresent() && !met.get();
    }

    @Override
    public String toString() {
        StringBuilder line = new StringBuilder("%-28s %s %s".formatted(name, value, unit));
        limit.ifPresent(bare -> line.append(", limit ").append(bare));
        ratio.ifPresent(reached -> line.append(", ratio %.2f".formatted(reached)));
        bar.ifPresent(wanted -> line.append(", bar ").append(wanted));
        met.ifPresent(reached -> line.append(reached ? ": reached" : ": NOT reached"));
        return line.toString();
    }
}
