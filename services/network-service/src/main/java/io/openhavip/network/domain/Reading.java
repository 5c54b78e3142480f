package io.openhavip.network.domain;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.axonframework.modelling.command.Aggregate;

/** Asks an aggregate something, or has it decide and answer. */
final class Reading {

    private Reading() {}

    static <A, R> R of(Aggregate<A> aggregate, Function<A, R> question) {
        AtomicReference<R> answer = new AtomicReference<>();
        aggregate.execute(root -> answer.set(question.apply(root)));
        return answer.get();
    }
}
