package io.openhavip.network.domain;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;

/** Loads and reads aggregates in command handlers. */
final class Aggregates {

    private Aggregates() {}

    /** @throws io.openhavip.contracts.Refusal that it does not exist, if the id is of another kind, or it is another account's */
    static <A extends AccountResource> Aggregate<A> load(
            Repository<A> repository, ResourceKind kind, String id, String accountId) {
        Aggregate<A> aggregate = repository.load(kind.require(id));
        aggregate.execute(it -> it.requireAccount(accountId));
        return aggregate;
    }

    static <A, R> R read(Aggregate<A> aggregate, Function<A, R> reading) {
        AtomicReference<R> result = new AtomicReference<>();
        aggregate.execute(root -> result.set(reading.apply(root)));
        return result.get();
    }
}
