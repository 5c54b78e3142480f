package io.openhavip.arp.domain;

import io.openhavip.arp.domain.Verdict.Judged;
import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.arp.ArpEvent;
import java.util.List;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;

/**
 * The event-sourced ownership of one address in one vSwitch: the shell that makes {@link OwnershipRules}' decisions durable. Its id
 * is {@link AddressKey#toString()}; it is never deleted, so that epochs rise over HAVIPs that come and go.
 */
public class HaVipOwnership {

    private static final OwnershipDecider RULES = new OwnershipRules();

    @AggregateIdentifier
    private String id;

    private Optional<Ownership> ownership = Optional.empty();

    protected HaVipOwnership() {}

    /** Decides and appends; {@link Judged#OVERTAKEN} if the address has moved on from the sender's epoch. */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    public Decision handle(DecideOwnership command) {
        id = command.id();
        Ownership known = ownership.orElseGet(() -> Ownership.none(command.key()));
        if (known.epoch() != command.expectedEpoch()) {
            return new Decision(List.of(), known, Judged.OVERTAKEN);
        }
        Decision decision = RULES.decide(known, command.facts(), command.trigger(), command.now());
        decision.events().forEach(AggregateLifecycle::apply);
        return decision;
    }

    @EventSourcingHandler
    void on(ArpEvent event) {
        id = event.subject();
        ownership = Optional.of(
                ownership.orElseGet(() -> Ownership.none(event.key())).after(event));
    }
}
