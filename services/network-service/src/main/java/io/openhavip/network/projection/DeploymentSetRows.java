package io.openhavip.network.projection;

import io.openhavip.contracts.network.DeploymentSetEvent;
import io.openhavip.contracts.network.DeploymentSetEvent.DeploymentSetCreated;
import io.openhavip.contracts.network.DeploymentSetEvent.DeploymentSetDeleted;
import io.openhavip.contracts.network.DeploymentSetEvent.DeploymentSetMemberAdded;
import io.openhavip.contracts.network.DeploymentSetEvent.DeploymentSetMemberRemoved;
import io.openhavip.contracts.network.DeploymentSetEvent.DeploymentSetModified;
import java.sql.SQLException;

/** Rows of deployment sets and their instances. */
final class DeploymentSetRows {

    static final String DDL = """
            CREATE TABLE deployment_set (
                deployment_set_id text PRIMARY KEY, account_id text NOT NULL, region_id text NOT NULL,
                deployment_set_name text NOT NULL, description text NOT NULL, strategy text NOT NULL,
                created_at timestamptz NOT NULL);
            CREATE INDEX deployment_set_by_account ON deployment_set (account_id, created_at, deployment_set_id);
            CREATE TABLE deployment_set_member (
                deployment_set_id text NOT NULL, instance_id text NOT NULL, host_id text NOT NULL,
                PRIMARY KEY (deployment_set_id, instance_id));
            """;

    private DeploymentSetRows() {}

    static void write(EventWriter writer, DeploymentSetEvent event) throws SQLException {
        switch (event) {
            case DeploymentSetCreated e -> {
                writer.execute(
                        "INSERT INTO deployment_set VALUES (?, ?, ?, ?, ?, ?, ?::timestamptz)",
                        e.deploymentSetId(),
                        e.accountId(),
                        e.regionId(),
                        e.deploymentSetName(),
                        e.description(),
                        e.strategy().name(),
                        writer.time());
                writer.complete(e.deploymentSetId());
            }
            case DeploymentSetModified e -> {
                writer.execute(
                        "UPDATE deployment_set SET deployment_set_name = ?, description = ? WHERE deployment_set_id = ?",
                        e.deploymentSetName(),
                        e.description(),
                        e.deploymentSetId());
                writer.complete(e.deploymentSetId());
            }
            case DeploymentSetMemberAdded e ->
                writer.execute(
                        "INSERT INTO deployment_set_member VALUES (?, ?, ?)",
                        e.deploymentSetId(),
                        e.instanceId(),
                        e.hostId());
            case DeploymentSetMemberRemoved e ->
                writer.execute(
                        "DELETE FROM deployment_set_member WHERE deployment_set_id = ? AND instance_id = ?",
                        e.deploymentSetId(),
                        e.instanceId());
            case DeploymentSetDeleted e -> {
                writer.execute("DELETE FROM deployment_set WHERE deployment_set_id = ?", e.deploymentSetId());
                writer.complete(e.deploymentSetId());
            }
        }
    }
}
