package io.openhavip.havip.process;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.openhavip.contracts.Message;
import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.contracts.network.NetworkCommand.DetachHaVip;
import io.openhavip.contracts.network.NetworkCommand.ReleaseHaVipAddress;
import io.openhavip.contracts.network.NetworkCommand.ReserveHaVipAddress;
import io.openhavip.eventing.Cause;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.outbox.Outbox;
import io.openhavip.eventing.outbox.OutboxRow;
import io.openhavip.eventing.projection.LiveProjection.Tables;
import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.havip.domain.HaVipRequest;
import io.openhavip.havip.domain.HaVipRequest.ConfirmRelease;
import io.openhavip.havip.domain.HaVipRequest.ConfirmUnassociation;
import io.openhavip.havip.projection.Orphan;
import io.openhavip.havip.projection.Orphans;
import io.openhavip.havip.projection.ReadUpTo;
import io.openhavip.messaging.CloudEvent;
import io.openhavip.messaging.JsonMessages;
import io.openhavip.service.ReconciliationAge;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jboss.logging.Logger;

/**
 * The last net under the processes: finds what only one of havip-service and network-service knows for longer than a grace, and what
 * waits that long for an answer that has no deadline, however that came about, and gives the command that makes both agree. A command has
 * the same id for an hour, so that repeating it is a duplicate, and one that could not be followed then is tried again later. One replica
 * at a time. Thread-safe.
 */
public final class Reconciliation {

    /**
     * What one run found and did.
     *
     * @param asOf only what was so then already was judged
     * @param obstacle why nothing could be judged; empty if all was
     */
    public record Report(Instant at, Instant asOf, Optional<String> obstacle, List<Repair> repairs) {}

    /**
     * @param kind of {@link Orphan}, in lower case
     * @param haVipId the HAVIP that one side thinks of
     * @param of the address, or the instance or network interface
     * @param commandId the command that was given
     */
    public record Repair(String kind, String haVipId, String of, String commandId) {}

    private static final long LOCK_KEY = Reconciliation.class.getName().hashCode();
    private static final String NETWORK_INTERFACE = "eni-";
    private static final Logger LOG = Logger.getLogger(Reconciliation.class);

    private final EventSourcing eventSourcing;
    private final PostgresTransactions transactions;
    private final Outbox outbox;
    private final ReadUpTo readUpTo;
    private final Repairs repairs;
    private final Duration grace;
    private final String source;
    private final MeterRegistry meters;
    private final ReconciliationAge age;

    /**
     * @param grace how long the two sides may differ: longer than any process takes
     * @param source the service's name
     */
    public Reconciliation(
            EventSourcing eventSourcing,
            Outbox outbox,
            ReadUpTo readUpTo,
            Repairs repairs,
            Duration grace,
            String source,
            MeterRegistry meters) {
        this.eventSourcing = eventSourcing;
        this.transactions = eventSourcing.transactions();
        this.outbox = outbox;
        this.readUpTo = readUpTo;
        this.repairs = repairs;
        this.grace = grace;
        this.source = source;
        this.meters = meters;
        this.age = new ReconciliationAge(meters);
    }

    /** Compares and repairs; empty if another replica is at it. */
    public Optional<Report> run() throws SQLException {
        try (Connection turn = transactions.ownConnection()) {
            turn.setAutoCommit(false);
            try {
                if (!isMine(turn)) {
                    return Optional.empty();
                }
                // What the table keeps is to the microsecond.
                Report report = compare(Instant.now().truncatedTo(ChronoUnit.MICROS));
                repairs.ran(report);
                return Optional.of(report);
            } finally {
                turn.rollback();
                turn.setAutoCommit(true);
            }
        }
    }

    private static boolean isMine(Connection turn) throws SQLException {
        try (PreparedStatement lock = turn.prepareStatement("SELECT pg_try_advisory_xact_lock(?)")) {
            lock.setLong(1, LOCK_KEY);
            try (ResultSet row = lock.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private Report compare(Instant now) throws SQLException {
        Instant asOf = now.minus(grace);
        List<Orphan> orphans;
        try (Connection connection = transactions.ownConnection()) {
            List<Tables> compared = readUpTo.tables(connection);
            Optional<String> obstacle = readUpTo.obstacle(connection, asOf);
            orphans = obstacle.isPresent() ? List.of() : Orphans.find(connection, asOf);
            if (obstacle.isEmpty() && !readUpTo.tables(connection).equals(compared)) {
                obstacle = Optional.of("A read model was made anew meanwhile.");
            }
            if (obstacle.isPresent()) {
                age.obstructed(obstacle.get());
                return new Report(now, asOf, obstacle, List.of());
            }
            age.reconciled();
        }
        List<Repair> given = new ArrayList<>();
        for (Orphan orphan : orphans) {
            Repair repair = repairOf(orphan, now);
            if (give(orphan, repair, now)) {
                given.add(repair);
                counter(repair.kind()).increment();
                LOG.warnf(
                        "orphan repaired kind=%s haVipId=%s of=%s commandId=%s",
                        repair.kind(), repair.haVipId(), repair.of(), repair.commandId());
            }
        }
        return new Report(now, asOf, Optional.empty(), List.copyOf(given));
    }

    private static Repair repairOf(Orphan orphan, Instant now) {
        return switch (orphan) {
            case Orphan.Reservation it ->
                repair("reservation", it.haVipId(), it.address(), it.vSwitchId() + "/" + it.address(), now);
            case Orphan.Unreserved it ->
                repair("unreserved", it.haVipId(), it.address(), it.vSwitchId() + "/" + it.address(), now);
            case Orphan.Attachment it -> repair("attachment", it.haVipId(), it.instanceId(), it.associationId(), now);
            case Orphan.Association it -> repair("association", it.haVipId(), it.instanceId(), it.associationId(), now);
            case Orphan.Unassociation it ->
                repair("unassociation", it.haVipId(), it.instanceId(), it.associationId(), now);
            case Orphan.Deletion it -> repair("deletion", it.haVipId(), it.address(), it.operationId(), now);
        };
    }

    private static Repair repair(String kind, String haVipId, String of, String what, Instant now) {
        String commandId = String.join(
                ":",
                "reconciliation",
                kind,
                haVipId,
                what,
                now.truncatedTo(ChronoUnit.HOURS).toString());
        return new Repair(kind, haVipId, of, commandId);
    }

    private boolean give(Orphan orphan, Repair repair, Instant now) throws SQLException {
        return switch (orphan) {
            case Orphan.Reservation it ->
                send(new ReleaseHaVipAddress(it.vSwitchId(), it.haVipId()), repair.commandId(), repair, now);
            case Orphan.Unreserved it ->
                send(
                        new ReserveHaVipAddress(
                                it.vSwitchId(), it.haVipId(), Optional.of(it.address()), it.accountId(), it.regionId()),
                        repair.commandId(),
                        repair,
                        now);
            case Orphan.Attachment it ->
                send(detachment(it.instanceId(), it.haVipId(), it.associationId()), repair.commandId(), repair, now);
            case Orphan.Association it ->
                tell(
                        new ConfirmUnassociation(it.haVipId(), it.instanceId(), it.associationId()),
                        repair.commandId(),
                        repair,
                        now);
            // Under the operation that began it, so that its end reaches a caller who repeats the request.
            case Orphan.Unassociation it
            when it.held() ->
                send(detachment(it.instanceId(), it.haVipId(), it.associationId()), it.operationId(), repair, now);
            case Orphan.Unassociation it ->
                tell(
                        new ConfirmUnassociation(it.haVipId(), it.instanceId(), it.associationId()),
                        it.operationId(),
                        repair,
                        now);
            case Orphan.Deletion it
            when it.held() ->
                send(new ReleaseHaVipAddress(it.vSwitchId(), it.haVipId()), it.operationId(), repair, now);
            case Orphan.Deletion it -> tell(new ConfirmRelease(it.haVipId()), it.operationId(), repair, now);
        };
    }

    private static DetachHaVip detachment(String instanceId, String haVipId, String associationId) {
        return new DetachHaVip(instanceId, typeOf(instanceId), haVipId, associationId);
    }

    /** The event that says so does not tell the kind; the id does. */
    private static AssociatedInstanceType typeOf(String instanceId) {
        return instanceId.startsWith(NETWORK_INTERFACE)
                ? AssociatedInstanceType.NetworkInterface
                : AssociatedInstanceType.EcsInstance;
    }

    private boolean send(Message command, String operationId, Repair repair, Instant now) throws SQLException {
        CloudEvent attributes = new CloudEvent(
                repair.commandId(),
                MessageTypes.nameOf(command.getClass()),
                source,
                command.subject(),
                now,
                OptionalLong.empty(),
                Optional.of(operationId),
                Optional.empty(),
                Optional.empty());
        return transactions.inTransaction(connection -> {
            outbox.add(List.of(OutboxRow.of(Topics.NETWORK_COMMANDS.name(), attributes, JsonMessages.write(command))));
            repairs.note(connection, repair, now);
            return true;
        });
    }

    private boolean tell(HaVipRequest end, String operationId, Repair repair, Instant now) throws SQLException {
        try {
            eventSourcing.together(connection -> {
                eventSourcing.send(end, Cause.request(operationId));
                repairs.note(connection, repair, now);
            });
            return true;
        } catch (Refusal refusal) {
            LOG.debugf("orphan is gone haVipId=%s reason=%s", end.haVipId(), refusal.getMessage());
            return false;
        }
    }

    private Counter counter(String kind) {
        return Counter.builder("havip.reconciliation.repairs").tag("kind", kind).register(meters);
    }
}
