package io.openhavip.network.projection;

import static io.openhavip.network.projection.Statements.execute;
import static io.openhavip.network.projection.Statements.json;

import io.openhavip.contracts.network.NetworkInterfaceEvent;
import io.openhavip.contracts.network.NetworkInterfaceEvent.NetworkInterfaceAttached;
import io.openhavip.contracts.network.NetworkInterfaceEvent.NetworkInterfaceAttaching;
import io.openhavip.contracts.network.NetworkInterfaceEvent.NetworkInterfaceCreated;
import io.openhavip.contracts.network.NetworkInterfaceEvent.NetworkInterfaceDeleted;
import io.openhavip.contracts.network.NetworkInterfaceEvent.NetworkInterfaceDetached;
import io.openhavip.contracts.network.NetworkInterfaceEvent.NetworkInterfaceDetaching;
import io.openhavip.contracts.network.NetworkInterfaceEvent.NetworkInterfaceModified;
import io.openhavip.contracts.network.NetworkInterfaceEvent.NetworkInterfaceTagged;
import io.openhavip.contracts.network.NetworkInterfaceEvent.NetworkInterfaceUntagged;
import io.openhavip.contracts.network.NetworkInterfaceStatus;
import io.openhavip.contracts.network.NetworkInterfaceType;
import io.openhavip.eventing.projection.ProjectionWriter;
import io.openhavip.messaging.CloudEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Network interfaces as callers see them. Stateless; thread-safe. */
final class NetworkInterfaceWriter {

    static final String DDL = """
            CREATE TABLE network_interface (
                network_interface_id text PRIMARY KEY, account_id text NOT NULL, region_id text NOT NULL,
                zone_id text NOT NULL, vpc_id text NOT NULL, vswitch_id text NOT NULL, mac_address text NOT NULL,
                private_ip_address text NOT NULL, type text NOT NULL, network_interface_name text NOT NULL,
                description text NOT NULL, security_group_ids text[] NOT NULL, delete_on_release boolean NOT NULL,
                resource_group_id text NOT NULL, tags jsonb NOT NULL, created_at timestamptz NOT NULL,
                status text NOT NULL, instance_id text, device_index int);
            CREATE INDEX network_interface_by_account ON network_interface (account_id, created_at, network_interface_id);
            CREATE INDEX network_interface_by_vswitch ON network_interface (vswitch_id, private_ip_address);
            CREATE INDEX network_interface_by_vpc ON network_interface (vpc_id);
            CREATE INDEX network_interface_by_instance ON network_interface (instance_id) WHERE instance_id IS NOT NULL;
            """;

    void write(ProjectionWriter writer, CloudEvent attributes, NetworkInterfaceEvent event) throws SQLException {
        Connection connection = writer.connection();
        switch (event) {
            case NetworkInterfaceCreated e -> {
                insert(connection, attributes, e);
                // A primary one is not what was asked for, but its instance.
                if (e.type() == NetworkInterfaceType.Secondary) {
                    complete(writer, attributes, e);
                }
            }
            case NetworkInterfaceAttaching e ->
                execute(
                        connection,
                        """
                        UPDATE network_interface SET status = ?, instance_id = ?, device_index = ?
                        WHERE network_interface_id = ?
                        """,
                        NetworkInterfaceStatus.Attaching.name(),
                        e.instanceId(),
                        e.deviceIndex(),
                        e.networkInterfaceId());
            case NetworkInterfaceAttached e -> {
                show(connection, e, NetworkInterfaceStatus.InUse);
                complete(writer, attributes, e);
            }
            case NetworkInterfaceDetaching e -> show(connection, e, NetworkInterfaceStatus.Detaching);
            case NetworkInterfaceDetached e -> {
                execute(connection, """
                        UPDATE network_interface SET status = ?, instance_id = NULL, device_index = NULL
                        WHERE network_interface_id = ?
                        """, NetworkInterfaceStatus.Available.name(), e.networkInterfaceId());
                complete(writer, attributes, e);
            }
            case NetworkInterfaceModified e -> {
                modify(connection, e);
                complete(writer, attributes, e);
            }
            case NetworkInterfaceTagged e -> {
                execute(
                        connection,
                        "UPDATE network_interface SET tags = tags || ?::jsonb WHERE network_interface_id = ?",
                        json(e.tags()),
                        e.networkInterfaceId());
                complete(writer, attributes, e);
            }
            case NetworkInterfaceUntagged e -> {
                execute(
                        connection,
                        "UPDATE network_interface SET tags = tags - ?::text[] WHERE network_interface_id = ?",
                        e.tagKeys(),
                        e.networkInterfaceId());
                complete(writer, attributes, e);
            }
            case NetworkInterfaceDeleted e -> {
                execute(
                        connection,
                        "DELETE FROM network_interface WHERE network_interface_id = ?",
                        e.networkInterfaceId());
                complete(writer, attributes, e);
            }
        }
    }

    private static void insert(Connection connection, CloudEvent attributes, NetworkInterfaceCreated e)
            throws SQLException {
        boolean attached = e.instanceId().isPresent();
        execute(
                connection,
                """
                INSERT INTO network_interface
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::timestamptz, ?, ?, ?)
                """,
                e.networkInterfaceId(),
                e.accountId(),
                e.regionId(),
                e.zoneId(),
                e.vpcId(),
                e.vSwitchId(),
                e.macAddress(),
                e.privateIpAddress(),
                e.type().name(),
                e.attributes().networkInterfaceName(),
                e.attributes().description(),
                e.attributes().securityGroupIds(),
                e.attributes().deleteOnRelease(),
                e.attributes().resourceGroupId(),
                json(e.tags()),
                attributes.time().toString(),
                (attached ? NetworkInterfaceStatus.InUse : NetworkInterfaceStatus.Available).name(),
                e.instanceId(),
                attached ? Optional.of(0) : Optional.empty());
    }

    private static void modify(Connection connection, NetworkInterfaceModified e) throws SQLException {
        execute(
                connection,
                """
                UPDATE network_interface SET network_interface_name = coalesce(?, network_interface_name),
                description = coalesce(?, description), security_group_ids = coalesce(?, security_group_ids),
                delete_on_release = coalesce(?, delete_on_release), resource_group_id = coalesce(?, resource_group_id)
                WHERE network_interface_id = ?
                """,
                e.networkInterfaceName(),
                e.description(),
                e.securityGroupIds(),
                e.deleteOnRelease(),
                e.resourceGroupId(),
                e.networkInterfaceId());
    }

    private static void show(Connection connection, NetworkInterfaceEvent event, NetworkInterfaceStatus status)
            throws SQLException {
        execute(
                connection,
                "UPDATE network_interface SET status = ? WHERE network_interface_id = ?",
                status.name(),
                event.networkInterfaceId());
    }

    private static void complete(ProjectionWriter writer, CloudEvent attributes, NetworkInterfaceEvent event)
            throws SQLException {
        writer.complete(attributes.correlationId(), event.networkInterfaceId(), Optional.empty(), "");
    }
}
