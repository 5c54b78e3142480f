package io.openhavip.network.domain;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.axonframework.modelling.command.Aggregate;

/** Reads aggregates in command handlers. */
final class Aggregates {

    private Aggregates() {}

    static <A, R> R read(Aggregate<A> aggregate, Function<A, R> reading) {
        AtomicReference<R> result = new AtomicReference<>();
        aggregate.execute(root -> result.set(reading.apply(root)));
        return result.get();
    }
}
