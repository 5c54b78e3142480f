package io.openhavip.arp.projection;

import io.openhavip.arp.domain.DecideOwnership;
import io.openhavip.arp.domain.Decision;
import io.openhavip.arp.domain.Ownership;
import io.openhavip.arp.domain.OwnershipLedger;
import io.openhavip.arp.domain.StaleEpochException;
import io.openhavip.arp.domain.Trigger;
import io.openhavip.arp.domain.Verdict.Judged;
import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.arp.ClaimPosition;
import io.openhavip.eventing.Cause;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.store.Companion;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;

/** The event store as the ledger of decisions: events, outbox and the ownership's row are one statement. Thread-safe. */
@Singleton
public class StoredOwnerships implements OwnershipLedger {

    private final EventSourcing eventSourcing;
    private final OwnershipTable table;

    public StoredOwnerships(EventSourcing eventSourcing, OwnershipTable table) {
        this.eventSourcing = eventSourcing;
        this.table = table;
    }

    @Override
    public Decision append(DecideOwnership command) {
        try {
            return (Decision) eventSourcing.send(command, cause(command), result -> row(command, (Decision) result));
        } catch (ConcurrencyException | AggregateStreamCreationException e) {
            throw stale(command, load(command.key()).epoch());
        }
    }

    private Optional<Companion> row(DecideOwnership command, Decision decision) {
        if (decision.verdict() == Judged.OVERTAKEN) {
            // Thrown inside, so that the aggregate that knew too little is not cached again.
            throw stale(command, decision.after().epoch());
        }
        return decision.changesNothing() ? Optional.empty() : Optional.of(table.row(decision.after()));
    }

    @Override
    public Ownership load(AddressKey key) {
        return table.find(key).orElseGet(() -> Ownership.none(key));
    }

    private static StaleEpochException stale(DecideOwnership command, long epoch) {
        return new StaleEpochException(command.key(), command.expectedEpoch(), epoch);
    }

    private static Cause cause(DecideOwnership command) {
        return Cause.request(
                switch (command.trigger()) {
                    case Trigger.ClaimRead(var claim) -> place(claim.position());
                    case Trigger.EarlyClaimRetried(var claim, var _) -> place(claim.position());
                    case Trigger.FactsChanged _ -> "facts:" + command.id() + ":" + command.expectedEpoch();
                    case Trigger.BackOffEnded _ -> "back-off:" + command.id() + ":" + command.expectedEpoch();
                });
    }

    private static String place(ClaimPosition position) {
        return "arp.announcements:" + position.partition() + ":" + position.offset();
    }
}
