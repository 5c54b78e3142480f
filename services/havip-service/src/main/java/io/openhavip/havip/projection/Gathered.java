package io.openhavip.havip.projection;

import io.openhavip.contracts.AddressKey;
import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.arp.ArpEvent.OwnershipSwitched;
import io.openhavip.contracts.havip.HaVipEvent;
import io.openhavip.contracts.havip.HaVipState;
import io.openhavip.eventing.outbox.OutboxRow;
import io.openhavip.eventing.projection.ProjectionWriter;
import io.openhavip.messaging.CloudEvent;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the messages of one transaction say, in order, until it is written. */
final class Gathered {

    private record Told(CloudEvent attributes, HaVipEvent event) {}

    private final List<Told> told = new ArrayList<>();
    private final Map<AddressKey, OwnershipSwitched> switches = new TreeMap<>(Ownership.ORDER);

    void add(CloudEvent attributes, HaVipEvent event) {
        told.add(new Told(attributes, event));
    }

    /** Of one address only the highest epoch counts. */
    void add(OwnershipSwitched switched) {
        switches.merge(switched.key(), switched, (one, other) -> one.epoch() >= other.epoch() ? one : other);
    }

    /** Folds the events over the rows as they are, and writes what came of it. */
    void write(ProjectionWriter writer, String source) throws SQLException {
        // Sorted, so that two replicas lock the rows in one order.
        Map<String, Optional<HaVipRow>> rows = new TreeMap<>();
        for (HaVipRow row : HaVipRows.load(writer.connection(), known())) {
            rows.put(row.haVipId(), Optional.of(row));
        }
        for (Told it : told) {
            String haVipId = it.event().haVipId();
            Optional<HaVipRow> before = rows.getOrDefault(haVipId, Optional.empty());
            Optional<HaVipRow> after = HaVipRow.after(
                    before, it.event(), it.attributes().time(), it.attributes().correlationId());
            rows.put(haVipId, after);
            publish(writer, it, after, source);
            complete(writer, it, ended(before, after));
        }
        HaVipRows.upsert(
                writer.connection(),
                rows.values().stream().flatMap(Optional::stream).toList());
        HaVipRows.delete(
                writer.connection(),
                rows.entrySet().stream()
                        .filter(row -> row.getValue().isEmpty())
                        .map(Map.Entry::getKey)
                        .toList());
        Ownership.upsert(writer.connection(), List.copyOf(switches.values()));
    }

    /** The HAVIPs that may have a row: all but those that begin here. */
    private Set<String> known() {
        Set<String> begun = new HashSet<>();
        Set<String> known = new LinkedHashSet<>();
        for (Told it : told) {
            if (it.event() instanceof HaVipEvent.HaVipCreationRequested) {
                begun.add(it.event().haVipId());
            } else if (!begun.contains(it.event().haVipId())) {
                known.add(it.event().haVipId());
            }
        }
        return known;
    }

    private static void publish(ProjectionWriter writer, Told it, Optional<HaVipRow> after, String source) {
        CloudEvent attributes = it.attributes();
        if (it.event() instanceof HaVipEvent.HaVipDeleted) {
            writer.publish(OutboxRow.tombstone(
                    Topics.HAVIP_STATE.name(),
                    it.event().haVipId(),
                    MessageTypes.nameOf(HaVipState.class),
                    attributes.aggregateSequence(),
                    attributes,
                    source));
            return;
        }
        Optional<HaVipState> state = after.flatMap(HaVipRow::state);
        if (writer.publishes() && state.isPresent()) {
            writer.publish(OutboxRow.consequence(
                    Topics.HAVIP_STATE.name(), state.get(), attributes.aggregateSequence(), attributes, source));
        }
    }

    /** The operation whose end an event was: an instance can go by itself, in another than the one that a caller waits for. */
    private static Optional<String> ended(Optional<HaVipRow> before, Optional<HaVipRow> after) {
        return after.flatMap(HaVipRow::operationId).isPresent()
                ? Optional.empty()
                : before.flatMap(HaVipRow::operationId);
    }

    private static void complete(ProjectionWriter writer, Told it, Optional<String> ended) {
        // The event's own too: what a replica of an earlier version wrote does not say which one waits.
        Set<String> operations = Stream.of(ended, it.attributes().correlationId())
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
        switch (it.event()) {
            case HaVipEvent.HaVipCreationRequested ignored -> {}
            case HaVipEvent.HaVipAssociationRequested ignored -> {}
            case HaVipEvent.HaVipUnassociationRequested ignored -> {}
            case HaVipEvent.HaVipDeletionRequested ignored -> {}
            case HaVipEvent.HaVipCreationRefused e -> refuse(writer, operations, e, e.code(), e.message());
            case HaVipEvent.HaVipAssociationRefused e -> refuse(writer, operations, e, e.code(), e.message());
            case HaVipEvent.HaVipDeletionRefused e -> refuse(writer, operations, e, e.code(), e.message());
            case HaVipEvent.HaVipCreated e -> succeed(writer, operations, e);
            case HaVipEvent.HaVipAssociated e -> succeed(writer, operations, e);
            case HaVipEvent.HaVipUnassociated e -> succeed(writer, operations, e);
            case HaVipEvent.HaVipDeleted e -> succeed(writer, operations, e);
            case HaVipEvent.HaVipModified e -> succeed(writer, operations, e);
            case HaVipEvent.HaVipTagged e -> succeed(writer, operations, e);
            case HaVipEvent.HaVipUntagged e -> succeed(writer, operations, e);
            case HaVipEvent.HaVipMovedToResourceGroup e -> succeed(writer, operations, e);
            case HaVipEvent.EipAttached e -> succeed(writer, operations, e);
            case HaVipEvent.EipDetached e -> succeed(writer, operations, e);
        }
    }

    private static void succeed(ProjectionWriter writer, Set<String> operations, HaVipEvent event) {
        operations.forEach(it -> writer.complete(Optional.of(it), event.haVipId(), Optional.empty(), ""));
    }

    private static void refuse(
            ProjectionWriter writer, Set<String> operations, HaVipEvent event, ErrorCode code, String message) {
        operations.forEach(it -> writer.complete(Optional.of(it), event.haVipId(), Optional.of(code), message));
    }
}
