package io.openhavip.network.projection;

import com.fasterxml.jackson.core.type.TypeReference;
import io.openhavip.eventing.store.PostgresTransactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads deployment sets. Thread-safe. */
public final class DeploymentSetQueries {

    /** An instance of a set, and the host that it is on. */
    public record Member(String instanceId, String hostId) {}

    /** A deployment set as it is answered. */
    public record DeploymentSetView(
            String deploymentSetId,
            String deploymentSetName,
            String description,
            String strategy,
            String regionId,
            String ownerId,
            List<Member> members,
            Instant creationTime) {}

    /** Which are wanted; what is empty admits any. */
    public record Wanted(
            List<String> deploymentSetIds,
            Optional<String> deploymentSetName,
            Optional<String> strategy,
            Optional<String> regionId) {

        /** One by its id. */
        static Wanted one(String id) {
            return new Wanted(List.of(id), Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    private static final String COLUMNS = """
            d.*,
            (SELECT coalesce(
                       jsonb_agg(jsonb_build_object('instanceId', m.instance_id, 'hostId', m.host_id) ORDER BY m.instance_id),
                       '[]')
             FROM %s.deployment_set_member m WHERE m.deployment_set_id = d.deployment_set_id) AS members
            """.formatted(NetworkProjection.NAME);
    private static final String TABLES = "%s.deployment_set d".formatted(NetworkProjection.NAME);
    private static final TypeReference<List<Member>> MEMBERS = new TypeReference<>() {};

    private final Select select;

    public DeploymentSetQueries(PostgresTransactions transactions) {
        this.select = new Select(transactions);
    }

    public Page<DeploymentSetView> page(String accountId, Wanted wanted, int limit, int offset) throws SQLException {
        Filter filter = Filter.ofAccount("d", accountId)
                .among("d.deployment_set_id", wanted.deploymentSetIds())
                .equal("d.deployment_set_name", wanted.deploymentSetName())
                .equal("d.strategy", wanted.strategy())
                .equal("d.region_id", wanted.regionId());
        return select.page(
                COLUMNS,
                TABLES,
                filter,
                "d.created_at, d.deployment_set_id",
                DeploymentSetQueries::view,
                limit,
                offset);
    }

    public Optional<DeploymentSetView> one(String accountId, String id) throws SQLException {
        return page(accountId, Wanted.one(id), 1, 0).items().stream().findFirst();
    }

    private static DeploymentSetView view(ResultSet row) throws SQLException {
        return new DeploymentSetView(
                row.getString("deployment_set_id"),
                row.getString("deployment_set_name"),
                row.getString("description"),
                row.getString("strategy"),
                row.getString("region_id"),
                row.getString("account_id"),
                Select.json(row, "members", MEMBERS),
                row.getTimestamp("created_at").toInstant());
    }
}
