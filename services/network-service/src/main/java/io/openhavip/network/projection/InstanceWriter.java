package io.openhavip.network.projection;

import static io.openhavip.network.projection.Statements.execute;
import static io.openhavip.network.projection.Statements.json;

import io.openhavip.contracts.MessageTypes;
import io.openhavip.contracts.Topics;
import io.openhavip.contracts.network.AssociationEvent;
import io.openhavip.contracts.network.AssociationEvent.EipAttached;
import io.openhavip.contracts.network.AssociationEvent.EipDetached;
import io.openhavip.contracts.network.AssociationEvent.HaVipAttached;
import io.openhavip.contracts.network.AssociationEvent.HaVipDetached;
import io.openhavip.contracts.network.InstanceEvent;
import io.openhavip.contracts.network.InstanceEvent.InstanceCreated;
import io.openhavip.contracts.network.InstanceEvent.InstanceDeleted;
import io.openhavip.contracts.network.InstanceEvent.InstanceHostRemoved;
import io.openhavip.contracts.network.InstanceEvent.InstanceModified;
import io.openhavip.contracts.network.InstanceEvent.InstancePlaced;
import io.openhavip.contracts.network.InstanceEvent.InstanceRebooted;
import io.openhavip.contracts.network.InstanceEvent.InstanceStarted;
import io.openhavip.contracts.network.InstanceEvent.InstanceStarting;
import io.openhavip.contracts.network.InstanceEvent.InstanceStopped;
import io.openhavip.contracts.network.InstanceEvent.InstanceStopping;
import io.openhavip.contracts.network.InstanceEvent.InstanceTagged;
import io.openhavip.contracts.network.InstanceEvent.InstanceUntagged;
import io.openhavip.contracts.network.InstanceEvent.NetworkInterfaceAdded;
import io.openhavip.contracts.network.InstanceEvent.NetworkInterfaceRemoved;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.contracts.network.NetworkState.InstanceState;
import io.openhavip.eventing.outbox.OutboxRow;
import io.openhavip.eventing.projection.ProjectionWriter;
import io.openhavip.messaging.CloudEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Instances as callers see them, what they and network interfaces carry, and the states of instances that host-agents and arp-gateway go
 * by. Stateless; thread-safe.
 */
final class InstanceWriter {

    /** What StoppedMode says while an instance is not stopped (DescribeInstances). */
    private static final String NOT_APPLICABLE = "Not-applicable";

    static final String DDL = """
            CREATE TABLE instance (
                instance_id text PRIMARY KEY, account_id text NOT NULL, region_id text NOT NULL, zone_id text NOT NULL,
                vpc_id text NOT NULL, vswitch_id text NOT NULL, host_id text NOT NULL, private_ip_address text NOT NULL,
                network_interfaces jsonb NOT NULL, instance_name text NOT NULL, host_name text NOT NULL,
                description text NOT NULL, user_data text NOT NULL, security_group_ids text[] NOT NULL,
                deletion_protection boolean NOT NULL, resource_group_id text NOT NULL, instance_type text NOT NULL,
                image_id text NOT NULL, key_pair_name text NOT NULL, disk_category text NOT NULL, disk_size int NOT NULL,
                charge_type text NOT NULL, spot_strategy text NOT NULL, internet_charge_type text NOT NULL,
                bandwidth_out int NOT NULL, deployment_set_id text, tags jsonb NOT NULL,
                created_at timestamptz NOT NULL, status text NOT NULL, run int NOT NULL, stopped_mode text NOT NULL,
                started_at timestamptz, forced boolean NOT NULL DEFAULT false);
            CREATE INDEX instance_by_account ON instance (account_id, created_at, instance_id);
            CREATE INDEX instance_by_vswitch ON instance (vswitch_id, private_ip_address);
            CREATE INDEX instance_by_vpc ON instance (vpc_id);
            CREATE INDEX instance_by_host ON instance (host_id);
            CREATE INDEX instance_by_deployment_set ON instance (deployment_set_id) WHERE deployment_set_id IS NOT NULL;
            CREATE TABLE instance_havip (
                instance_id text NOT NULL, havip_id text NOT NULL, PRIMARY KEY (instance_id, havip_id));
            CREATE TABLE instance_eip (
                instance_id text PRIMARY KEY, eip_id text NOT NULL, eip_address text NOT NULL);
            """;

    private final String source;

    /** @param source the service's name */
    InstanceWriter(String source) {
        this.source = source;
    }

    void write(ProjectionWriter writer, CloudEvent attributes, InstanceEvent event) throws SQLException {
        Connection connection = writer.connection();
        switch (event) {
            case InstanceCreated e -> insert(connection, attributes, e);
            case InstanceStarting e -> show(writer, attributes, e.instanceId(), InstanceStatus.Starting);
            case InstanceStarted e -> {
                begin(connection, attributes, e.instanceId(), e.run(), false);
                show(writer, attributes, e.instanceId(), InstanceStatus.Running);
                complete(writer, attributes, e.instanceId());
            }
            case InstanceStopping e -> {
                execute(
                        connection,
                        "UPDATE instance SET stopped_mode = ?, forced = ? WHERE instance_id = ?",
                        e.stoppedMode().name(),
                        e.force(),
                        e.instanceId());
                show(writer, attributes, e.instanceId(), InstanceStatus.Stopping);
            }
            case InstanceStopped e -> {
                show(writer, attributes, e.instanceId(), InstanceStatus.Stopped);
                complete(writer, attributes, e.instanceId());
            }
            case InstanceRebooted e -> {
                begin(connection, attributes, e.instanceId(), e.run(), e.force());
                show(writer, attributes, e.instanceId(), InstanceStatus.Running);
                complete(writer, attributes, e.instanceId());
            }
            case InstanceModified e -> {
                modify(connection, e);
                complete(writer, attributes, e.instanceId());
            }
            case InstanceTagged e -> {
                execute(
                        connection,
                        "UPDATE instance SET tags = tags || ?::jsonb WHERE instance_id = ?",
                        json(e.tags()),
                        e.instanceId());
                complete(writer, attributes, e.instanceId());
            }
            case InstanceUntagged e -> {
                execute(
                        connection,
                        "UPDATE instance SET tags = tags - ?::text[] WHERE instance_id = ?",
                        e.tagKeys(),
                        e.instanceId());
                complete(writer, attributes, e.instanceId());
            }
            case NetworkInterfaceAdded e -> {
                execute(
                        connection,
                        "UPDATE instance SET network_interfaces = network_interfaces || ?::jsonb WHERE instance_id = ?",
                        json(List.of(e.networkInterface())),
                        e.instanceId());
                publish(writer, attributes, e.instanceId());
            }
            case NetworkInterfaceRemoved e -> {
                remove(connection, e);
                publish(writer, attributes, e.instanceId());
            }
            case InstanceHostRemoved e -> move(writer, attributes, e.instanceId(), "");
            case InstancePlaced e -> move(writer, attributes, e.instanceId(), e.hostId());
            case InstanceDeleted e -> {
                execute(connection, "DELETE FROM instance WHERE instance_id = ?", e.instanceId());
                bury(writer, attributes, e.instanceId());
                complete(writer, attributes, e.instanceId());
            }
        }
    }

    /** Of instances and network interfaces alike. */
    void write(ProjectionWriter writer, AssociationEvent event) throws SQLException {
        Connection connection = writer.connection();
        switch (event) {
            case HaVipAttached e ->
                execute(
                        connection,
                        "INSERT INTO instance_havip VALUES (?, ?) ON CONFLICT DO NOTHING",
                        e.instanceId(),
                        e.haVipId());
            case HaVipDetached e ->
                execute(
                        connection,
                        "DELETE FROM instance_havip WHERE instance_id = ? AND havip_id = ?",
                        e.instanceId(),
                        e.haVipId());
            case EipAttached e ->
                execute(
                        connection,
                        "INSERT INTO instance_eip VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                        e.instanceId(),
                        e.eipId(),
                        e.eipAddress());
            case EipDetached e ->
                execute(
                        connection,
                        "DELETE FROM instance_eip WHERE instance_id = ? AND eip_id = ?",
                        e.instanceId(),
                        e.eipId());
        }
    }

    private static void insert(Connection connection, CloudEvent attributes, InstanceCreated e) throws SQLException {
        execute(
                connection,
                """
                INSERT INTO instance VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                ?, ?::jsonb, ?::timestamptz, ?, 0, ?)
                """,
                e.instanceId(),
                e.accountId(),
                e.regionId(),
                e.zoneId(),
                e.vpcId(),
                e.vSwitchId(),
                e.hostId(),
                e.networkInterfaces().getFirst().privateIpAddress(),
                json(e.networkInterfaces()),
                e.attributes().instanceName(),
                e.attributes().hostName(),
                e.attributes().description(),
                e.attributes().userData(),
                e.attributes().securityGroupIds(),
                e.attributes().deletionProtection(),
                e.attributes().resourceGroupId(),
                e.hardware().instanceType(),
                e.hardware().imageId(),
                e.hardware().keyPairName(),
                e.hardware().systemDisk().category(),
                e.hardware().systemDisk().size(),
                e.billing().instanceChargeType(),
                e.billing().spotStrategy(),
                e.billing().internetChargeType(),
                e.billing().internetMaxBandwidthOut(),
                e.deploymentSetId(),
                json(e.tags()),
                attributes.time().toString(),
                InstanceStatus.Pending.name(),
                NOT_APPLICABLE);
    }

    private static void begin(Connection connection, CloudEvent attributes, String instanceId, int run, boolean forced)
            throws SQLException {
        execute(
                connection,
                "UPDATE instance SET run = ?, started_at = ?::timestamptz, stopped_mode = ?, forced = ? WHERE instance_id = ?",
                run,
                attributes.time().toString(),
                NOT_APPLICABLE,
                forced,
                instanceId);
    }

    private static void modify(Connection connection, InstanceModified e) throws SQLException {
        execute(
                connection,
                """
                UPDATE instance SET instance_name = coalesce(?, instance_name), host_name = coalesce(?, host_name),
                description = coalesce(?, description), user_data = coalesce(?, user_data),
                security_group_ids = coalesce(?, security_group_ids),
                deletion_protection = coalesce(?, deletion_protection),
                resource_group_id = coalesce(?, resource_group_id) WHERE instance_id = ?
                """,
                e.instanceName(),
                e.hostName(),
                e.description(),
                e.userData(),
                e.securityGroupIds(),
                e.deletionProtection(),
                e.resourceGroupId(),
                e.instanceId());
    }

    private static void remove(Connection connection, NetworkInterfaceRemoved e) throws SQLException {
        execute(connection, """
                UPDATE instance SET network_interfaces = (
                    SELECT jsonb_agg(port ORDER BY place)
                    FROM jsonb_array_elements(network_interfaces) WITH ORDINALITY AS attached (port, place)
                    WHERE port ->> 'networkInterfaceId' <> ?)
                WHERE instance_id = ?
                """, e.networkInterfaceId(), e.instanceId());
    }

    private void move(ProjectionWriter writer, CloudEvent attributes, String instanceId, String hostId)
            throws SQLException {
        execute(writer.connection(), "UPDATE instance SET host_id = ? WHERE instance_id = ?", hostId, instanceId);
        publish(writer, attributes, instanceId);
    }

    private void show(ProjectionWriter writer, CloudEvent attributes, String instanceId, InstanceStatus status)
            throws SQLException {
        execute(writer.connection(), "UPDATE instance SET status = ? WHERE instance_id = ?", status.name(), instanceId);
        publish(writer, attributes, instanceId);
    }

    private void publish(ProjectionWriter writer, CloudEvent attributes, String instanceId) throws SQLException {
        if (!writer.publishes()) {
            return;
        }
        Optional<InstanceState> state = InstanceRows.state(writer.connection(), instanceId);
        if (state.isPresent()) {
            writer.publish(OutboxRow.consequence(
                    Topics.NETWORK_STATE.name(), state.get(), attributes.aggregateSequence(), attributes, source));
        }
    }

    private void bury(ProjectionWriter writer, CloudEvent attributes, String instanceId) throws SQLException {
        writer.publish(OutboxRow.tombstone(
                Topics.NETWORK_STATE.name(),
                instanceId,
                MessageTypes.nameOf(InstanceState.class),
                attributes.aggregateSequence(),
                attributes,
                source));
    }

    private static void complete(ProjectionWriter writer, CloudEvent attributes, String subject) throws SQLException {
        writer.complete(attributes.correlationId(), subject, Optional.empty(), "");
    }
}
