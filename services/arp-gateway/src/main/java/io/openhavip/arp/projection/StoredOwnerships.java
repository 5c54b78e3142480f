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
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;

/** The event store as the ledger of decisions: events, outbox and the ownership's row are one transaction. Thread-safe. */
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
        AtomicReference<Decision> made = new AtomicReference<>();
        try {
            eventSourcing.unitOfWork().run(connection -> {
                Decision decision = (Decision) eventSourcing.send(command, cause(command));
                if (decision.verdict() == Judged.OVERTAKEN) {
                    // Thrown inside, so that the aggregate that knew too little is not cached again.
                    throw stale(command, decision.after().epoch());
                }
                if (!decision.changesNothing()) {
                    table.save(connection, decision.after());
                }
                made.set(decision);
            });
            return made.get();
        } catch (ConcurrencyException | AggregateStreamCreationException e) {
            throw stale(command, load(command.key()).epoch());
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("cannot decide about " + command.id(), e);
        }
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
