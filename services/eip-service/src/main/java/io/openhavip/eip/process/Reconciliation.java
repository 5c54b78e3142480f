package io.openhavip.eip.process;

import io.micrometer.core.instrument.MeterRegistry;
import io.openhavip.contracts.Command;
import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.Refusal;
import io.openhavip.eip.domain.EipRequest.CheckAssociation;
import io.openhavip.eip.domain.EipRequest.ConfirmUnassociation;
import io.openhavip.eip.projection.Mismatches;
import io.openhavip.eip.projection.Mismatches.Mismatch;
import io.openhavip.eip.projection.Projections;
import io.openhavip.eventing.Cause;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.outbox.Outbox;
import io.openhavip.eventing.outbox.OutboxRow;
import io.openhavip.eventing.projection.LiveProjection.Tables;
import io.openhavip.messaging.CloudEvent;
import io.openhavip.messaging.JsonMessages;
import io.openhavip.service.ReconciliationAge;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jboss.logging.Logger;

/**
 * Finds attachments that one side alone knows of, and repairs them: an EIP whose carrier is free of it becomes Available, a carrier that
 * holds an EIP without its knowing is asked to free it. The EIP itself has the last word, so that a read model that is behind does no
 * harm. Thread-safe; replicas share the work by {@link Findings}.
 */
public final class Reconciliation {

    private static final String PREFIX = "reconciliation:";
    private static final Logger LOG = Logger.getLogger(Reconciliation.class);

    private final EventSourcing eventSourcing;
    private final Projections projections;
    private final Mismatches mismatches;
    private final Findings findings;
    private final Outbox outbox;
    private final Duration grace;
    private final String source;
    private final MeterRegistry meters;
    private final ReconciliationAge age;

    /**
     * @param grace how long both sides have had to agree before it is a mismatch
     * @param source the service's name
     */
    public Reconciliation(
            EventSourcing eventSourcing,
            Projections projections,
            Mismatches mismatches,
            Findings findings,
            Outbox outbox,
            Duration grace,
            String source,
            MeterRegistry meters) {
        this.eventSourcing = eventSourcing;
        this.projections = projections;
        this.mismatches = mismatches;
        this.findings = findings;
        this.outbox = outbox;
        this.grace = grace;
        this.source = source;
        this.meters = meters;
        this.age = new ReconciliationAge(meters);
    }

    /** Looks once; how many repairs it began. */
    public int run() throws SQLException {
        List<Tables> compared = projections.tables();
        Optional<String> obstacle =
                compared.stream().flatMap(tables -> tables.obstacle().stream()).findFirst();
        List<Mismatch> found = obstacle.isPresent() ? List.of() : mismatches.olderThan(grace);
        if (obstacle.isEmpty() && !projections.tables().equals(compared)) {
            obstacle = Optional.of("A read model was made anew meanwhile.");
        }
        if (obstacle.isPresent()) {
            age.obstructed(obstacle.get());
            return 0;
        }
        age.reconciled();
        int begun = 0;
        for (Mismatch mismatch : found) {
            begun += repair(mismatch) ? 1 : 0;
        }
        if (found.size() < Mismatches.MOST) {
            findings.settle(found);
        }
        return begun;
    }

    private boolean repair(Mismatch mismatch) throws SQLException {
        boolean[] begun = new boolean[1];
        eventSourcing.together(connection -> begun[0] = repair(connection, mismatch));
        if (begun[0]) {
            meters.counter("havip_eip_reconciled", "kind", mismatch.kind().name())
                    .increment();
            LOG.warnf(
                    "attachment known to one side only, repaired kind=%s eipId=%s instanceId=%s associationId=%s",
                    mismatch.kind(), mismatch.eipId(), mismatch.instanceId(), mismatch.associationId());
        }
        return begun[0];
    }

    private boolean repair(Connection connection, Mismatch mismatch) throws SQLException {
        String operation = PREFIX + mismatch.associationId();
        return switch (mismatch.kind()) {
            case CARRIER_FREE -> findings.note(connection, mismatch).isPresent() && end(mismatch, operation);
            case CARRIER_HOLDS -> !isHeld(mismatch, operation) && free(connection, mismatch, operation);
        };
    }

    private boolean end(Mismatch mismatch, String operation) {
        try {
            eventSourcing.send(
                    new ConfirmUnassociation(mismatch.eipId(), mismatch.associationId()), Cause.request(operation));
        } catch (Refusal released) {
            LOG.debugf("nothing to end eipId=%s reason=%s", mismatch.eipId(), released.getMessage());
        }
        return true;
    }

    /** An association that the EIP does not hold to now never comes back: its name is of one try. */
    private boolean isHeld(Mismatch mismatch, String operation) {
        try {
            return (boolean) eventSourcing.send(
                    new CheckAssociation(mismatch.eipId(), mismatch.associationId()), Cause.request(operation));
        } catch (Refusal released) {
            return false;
        }
    }

    private boolean free(Connection connection, Mismatch mismatch, String operation) throws SQLException {
        OptionalInt tries = findings.note(connection, mismatch);
        if (tries.isEmpty()) {
            return false;
        }
        Carrier carrier = new Carrier(mismatch.instanceType(), mismatch.instanceId());
        Command detachment = carrier.detachment(mismatch.eipId(), mismatch.associationId());
        CloudEvent attributes = new CloudEvent(
                operation + ":" + mismatch.instanceId() + ":" + tries.getAsInt(),
                MessageTypes.nameOf(detachment.getClass()),
                source,
                detachment.subject(),
                Instant.now(),
                OptionalLong.empty(),
                Optional.of(operation),
                Optional.empty(),
                Optional.empty());
        outbox.add(List.of(OutboxRow.of(carrier.commands().name(), attributes, JsonMessages.write(detachment))));
        return true;
    }
}
