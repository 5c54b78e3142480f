package io.openhavip.eip.projection;

import static io.openhavip.eip.projection.Sql.execute;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Message;
import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.Topic;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.eip.EipEvent;
import io.openhavip.contracts.eip.EipState;
import io.openhavip.contracts.eip.EipStatus;
import io.openhavip.eventing.outbox.OutboxRow;
import io.openhavip.eventing.projection.Projection;
import io.openhavip.eventing.projection.ProjectionWriter;
import io.openhavip.messaging.CloudEvent;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The EIPs as DescribeEipAddresses shows them; it also publishes each EIP's state. Stateless; thread-safe. */
public final class EipProjection implements Projection {

    static final String NAME = "eip_view";

    // Listings are of one account, whose EIPs are few: what else they ask for is looked for among those.
    private static final String DDL = """
            CREATE TABLE eip (
                eip_id text PRIMARY KEY, account_id text NOT NULL, region_id text NOT NULL, ip_address text NOT NULL,
                bandwidth int NOT NULL, internet_charge_type text NOT NULL, isp text NOT NULL, name text NOT NULL,
                description text NOT NULL, resource_group_id text NOT NULL, allocated_at timestamptz NOT NULL,
                status text NOT NULL, instance_id text NOT NULL DEFAULT '', instance_type text NOT NULL DEFAULT '',
                given_instance_type text NOT NULL DEFAULT '', association_id text NOT NULL DEFAULT '',
                private_ip_address text NOT NULL DEFAULT '', vswitch_id text NOT NULL DEFAULT '',
                vpc_id text NOT NULL DEFAULT '', changed_at timestamptz NOT NULL, operation_id text);
            CREATE INDEX eip_by_account ON eip (account_id, allocated_at, eip_id);
            CREATE INDEX eip_by_instance ON eip (instance_id) WHERE instance_id <> '';
            CREATE INDEX eip_by_address ON eip (ip_address);
            CREATE TABLE eip_tag (
                eip_id text NOT NULL, tag_key text NOT NULL, tag_value text NOT NULL, PRIMARY KEY (eip_id, tag_key));
            """;
    private static final String INSERT = """
            INSERT INTO eip (eip_id, account_id, region_id, ip_address, bandwidth, internet_charge_type, isp, name, description,
                             resource_group_id, status, allocated_at, changed_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz, ?::timestamptz)
            """;
    private static final String TAG = """
            INSERT INTO eip_tag VALUES (?, ?, ?) ON CONFLICT (eip_id, tag_key) DO UPDATE SET tag_value = excluded.tag_value
            """;
    private static final String REQUEST = """
            UPDATE eip SET status = ?, instance_id = ?, instance_type = ?, given_instance_type = ?, association_id = ?,
                changed_at = ?::timestamptz, operation_id = ? WHERE eip_id = ?
            """;
    private static final String ASSOCIATE = """
            UPDATE eip SET status = ?, private_ip_address = ?, vswitch_id = ?, vpc_id = ?, changed_at = ?::timestamptz,
                operation_id = NULL WHERE eip_id = ?
            """;
    private static final String LEAVE =
            "UPDATE eip SET status = ?, changed_at = ?::timestamptz, operation_id = ? WHERE eip_id = ?";
    private static final String FREE = """
            UPDATE eip SET status = ?, instance_id = '', instance_type = '', given_instance_type = '', association_id = '',
                private_ip_address = '', vswitch_id = '', vpc_id = '', changed_at = ?::timestamptz, operation_id = NULL
            WHERE eip_id = ?
            """;

    private final String source;

    /** @param source the service's name */
    public EipProjection(String source) {
        this.source = source;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Topic> topics() {
        return List.of(Topics.EIP_EVENTS);
    }

    @Override
    public String ddl() {
        return DDL;
    }

    @Override
    public void apply(ProjectionWriter writer, CloudEvent attributes, Message message) throws SQLException {
        if (message instanceof EipEvent event) {
            // A carrier can end it by itself, in another operation than the one that a caller waits for.
            Optional<String> waiting = EipRows.operation(writer.connection(), event.eipId());
            write(writer, attributes, event);
            publish(writer, attributes, event);
            complete(writer, attributes, event, waiting);
        }
    }

    @Override
    public void states(Connection connection, States states) throws SQLException {
        EipRows.states(connection, source, states);
    }

    private static void write(ProjectionWriter writer, CloudEvent attributes, EipEvent event) throws SQLException {
        String now = attributes.time().toString();
        String operation = attributes.correlationId().orElse(null);
        switch (event) {
            case EipEvent.EipAllocated e -> insert(writer, attributes.time(), e);
            case EipEvent.EipModified e ->
                execute(
                        writer,
                        "UPDATE eip SET name = ?, description = ?, bandwidth = ? WHERE eip_id = ?",
                        e.name(),
                        e.description(),
                        e.bandwidth(),
                        e.eipId());
            case EipEvent.EipTagged e -> tag(writer, e.eipId(), e.tags());
            case EipEvent.EipUntagged e -> {
                for (String key : e.tagKeys()) {
                    execute(writer, "DELETE FROM eip_tag WHERE eip_id = ? AND tag_key = ?", e.eipId(), key);
                }
            }
            case EipEvent.EipMovedToResourceGroup e ->
                execute(
                        writer,
                        "UPDATE eip SET resource_group_id = ? WHERE eip_id = ?",
                        e.resourceGroupId(),
                        e.eipId());
            case EipEvent.EipAssociationRequested e ->
                execute(
                        writer,
                        REQUEST,
                        EipStatus.Associating.name(),
                        e.instanceId(),
                        e.instanceType().name(),
                        e.givenInstanceType(),
                        e.associationId(),
                        now,
                        operation,
                        e.eipId());
            case EipEvent.EipAssociated e ->
                execute(
                        writer,
                        ASSOCIATE,
                        EipStatus.InUse.name(),
                        e.privateIpAddress(),
                        e.vSwitchId(),
                        e.vpcId(),
                        now,
                        e.eipId());
            case EipEvent.EipUnassociationRequested e ->
                execute(writer, LEAVE, EipStatus.Unassociating.name(), now, operation, e.eipId());
            case EipEvent.EipAssociationRefused e -> execute(writer, FREE, EipStatus.Available.name(), now, e.eipId());
            case EipEvent.EipUnassociated e -> execute(writer, FREE, EipStatus.Available.name(), now, e.eipId());
            case EipEvent.EipReleased e -> {
                execute(writer, "DELETE FROM eip_tag WHERE eip_id = ?", e.eipId());
                execute(writer, "DELETE FROM eip WHERE eip_id = ?", e.eipId());
            }
        }
    }

    private static void insert(ProjectionWriter writer, Instant at, EipEvent.EipAllocated e) throws SQLException {
        execute(
                writer,
                INSERT,
                e.eipId(),
                e.accountId(),
                e.regionId(),
                e.ipAddress(),
                e.bandwidth(),
                e.internetChargeType(),
                e.isp(),
                e.name(),
                e.description(),
                e.resourceGroupId(),
                EipStatus.Available.name(),
                at.toString(),
                at.toString());
        tag(writer, e.eipId(), e.tags());
    }

    private static void tag(ProjectionWriter writer, String eipId, Map<String, String> tags) throws SQLException {
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            execute(writer, TAG, eipId, tag.getKey(), tag.getValue());
        }
    }

    private void publish(ProjectionWriter writer, CloudEvent attributes, EipEvent event) throws SQLException {
        if (!writer.publishes() && !(event instanceof EipEvent.EipReleased)) {
            return;
        }
        Optional<EipState> state = EipRows.state(writer.connection(), event.eipId());
        writer.publish(
                state.isPresent()
                        ? OutboxRow.consequence(
                                Topics.EIP_STATE.name(),
                                state.get(),
                                attributes.aggregateSequence(),
                                attributes,
                                source)
                        : OutboxRow.tombstone(
                                Topics.EIP_STATE.name(),
                                event.eipId(),
                                MessageTypes.nameOf(EipState.class),
                                attributes.aggregateSequence(),
                                attributes,
                                source));
    }

    private static void complete(
            ProjectionWriter writer, CloudEvent attributes, EipEvent event, Optional<String> waiting)
            throws SQLException {
        switch (event) {
            case EipEvent.EipAllocated ignored -> succeed(writer, attributes.correlationId(), event);
            case EipEvent.EipModified ignored -> succeed(writer, attributes.correlationId(), event);
            case EipEvent.EipTagged ignored -> succeed(writer, attributes.correlationId(), event);
            case EipEvent.EipUntagged ignored -> succeed(writer, attributes.correlationId(), event);
            case EipEvent.EipMovedToResourceGroup ignored -> succeed(writer, attributes.correlationId(), event);
            case EipEvent.EipReleased ignored -> succeed(writer, attributes.correlationId(), event);
            case EipEvent.EipAssociated ignored -> succeed(writer, waiting, event);
            case EipEvent.EipUnassociated ignored -> succeed(writer, waiting, event);
            case EipEvent.EipAssociationRefused e -> refuse(writer, waiting, e, e.code(), e.message());
            case EipEvent.EipAssociationRequested ignored -> {}
            case EipEvent.EipUnassociationRequested ignored -> {}
        }
    }

    private static void succeed(ProjectionWriter writer, Optional<String> operation, EipEvent event)
            throws SQLException {
        writer.complete(operation, event.eipId(), Optional.empty(), "");
    }

    private static void refuse(
            ProjectionWriter writer, Optional<String> operation, EipEvent event, ErrorCode code, String message)
            throws SQLException {
        writer.complete(operation, event.eipId(), Optional.of(code), message);
    }
}
