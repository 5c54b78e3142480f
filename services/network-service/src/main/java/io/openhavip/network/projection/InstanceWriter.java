package io.openhavip.network.projection;

import io.openhavip.contracts.network.AssociationEvent;
import io.openhavip.contracts.network.AssociationEvent.EipAttached;
import io.openhavip.contracts.network.AssociationEvent.EipDetached;
import io.openhavip.contracts.network.AssociationEvent.HaVipAttached;
import io.openhavip.contracts.network.AssociationEvent.HaVipDetached;
import io.openhavip.contracts.network.InstanceEvent;
import io.openhavip.contracts.network.InstanceEvent.InstanceCreated;
import io.openhavip.contracts.network.InstanceEvent.InstanceDeleted;
import io.openhavip.contracts.network.InstanceEvent.InstanceStarted;
import io.openhavip.contracts.network.InstanceEvent.InstanceStopped;
import io.openhavip.contracts.network.InstanceStatus;
import io.openhavip.contracts.network.NetworkState.InstanceState;
import java.sql.SQLException;
import java.util.Optional;

/** Writes the rows of instances and what they carry. */
final class InstanceWriter {

    static final String DDL = """
            CREATE TABLE instance (
                instance_id text PRIMARY KEY, account_id text NOT NULL, region_id text NOT NULL, zone_id text NOT NULL,
                vpc_id text NOT NULL, vswitch_id text NOT NULL, instance_name text NOT NULL, host_id text NOT NULL,
                status text NOT NULL, run int NOT NULL, network_interfaces jsonb NOT NULL, created_at timestamptz NOT NULL);
            CREATE INDEX instance_by_vswitch ON instance (vswitch_id);
            CREATE INDEX instance_by_host ON instance (host_id);
            CREATE TABLE instance_havip (
                instance_id text NOT NULL, havip_id text NOT NULL, PRIMARY KEY (instance_id, havip_id));
            """;

    private InstanceWriter() {}

    static void write(EventWriter writer, InstanceEvent event) throws SQLException {
        switch (event) {
            case InstanceCreated e ->
                writer.execute(
                        "INSERT INTO instance VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?::jsonb, ?::timestamptz)",
                        e.instanceId(),
                        e.accountId(),
                        e.regionId(),
                        e.zoneId(),
                        e.vpcId(),
                        e.vSwitchId(),
                        e.instanceName(),
                        e.hostId(),
                        InstanceStatus.Pending.name(),
                        EventWriter.json(e.networkInterfaces()),
                        writer.time());
            case InstanceStarted e -> {
                writer.execute(
                        "UPDATE instance SET status = ?, run = ? WHERE instance_id = ?",
                        InstanceStatus.Running.name(),
                        e.run(),
                        e.instanceId());
                publish(writer, e.instanceId());
                writer.complete(e.instanceId());
            }
            case InstanceStopped e -> {
                writer.execute(
                        "UPDATE instance SET status = ? WHERE instance_id = ?",
                        InstanceStatus.Stopped.name(),
                        e.instanceId());
                publish(writer, e.instanceId());
                writer.complete(e.instanceId());
            }
            case InstanceDeleted e -> {
                writer.execute("DELETE FROM instance WHERE instance_id = ?", e.instanceId());
                writer.bury(e.instanceId(), InstanceState.class);
                writer.complete(e.instanceId());
            }
        }
    }

    static void write(EventWriter writer, AssociationEvent event) throws SQLException {
        switch (event) {
            case HaVipAttached e ->
                writer.execute(
                        "INSERT INTO instance_havip VALUES (?, ?) ON CONFLICT DO NOTHING", e.instanceId(), e.haVipId());
            case HaVipDetached e ->
                writer.execute(
                        "DELETE FROM instance_havip WHERE instance_id = ? AND havip_id = ?",
                        e.instanceId(),
                        e.haVipId());
            case EipAttached ignored -> {}
            case EipDetached ignored -> {}
        }
    }

    private static void publish(EventWriter writer, String instanceId) throws SQLException {
        Optional<InstanceState> state = InstanceRows.state(writer.connection(), instanceId);
        if (state.isPresent()) {
            writer.publish(state.get());
        }
    }
}
