package io.openhavip.network.projection;

import io.openhavip.contracts.network.NetworkInterface;
import io.openhavip.eventing.store.PostgresTransactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads instances. Thread-safe. */
public final class InstanceQueries {

    /** An instance as it is answered. */
    public record InstanceView(
            String instanceId,
            String instanceName,
            String status,
            String regionId,
            String zoneId,
            String vpcId,
            String vSwitchId,
            String hostId,
            List<NetworkInterface> networkInterfaces,
            List<String> haVipIds,
            Instant creationTime) {}

    private static final String INSTANCES = """
            SELECT i.*, ARRAY(SELECT h.havip_id FROM %1$s.instance_havip h WHERE h.instance_id = i.instance_id ORDER BY 1) AS havip_ids
            FROM %1$s.instance i WHERE (? = '' OR instance_id = ?) AND (? = '' OR vswitch_id = ?)
            ORDER BY created_at, instance_id LIMIT ? OFFSET ?
            """.formatted(NetworkProjection.NAME);
    private static final String INSTANCES_BY_HOST =
            "SELECT host_id, count(*) FROM " + NetworkProjection.NAME + ".instance GROUP BY host_id";

    private final Select select;

    public InstanceQueries(PostgresTransactions transactions) {
        this.select = new Select(transactions);
    }

    public List<InstanceView> instances(Optional<String> instanceId, Optional<String> vSwitchId, int limit, int offset)
            throws SQLException {
        String id = instanceId.orElse("");
        String vSwitch = vSwitchId.orElse("");
        return select.rows(INSTANCES, InstanceQueries::instance, id, id, vSwitch, vSwitch, limit, offset);
    }

    /** How many instances each host has. */
    public Map<String, Long> instancesByHost() throws SQLException {
        Map<String, Long> counts = new LinkedHashMap<>();
        select.rows(INSTANCES_BY_HOST, row -> counts.put(row.getString(1), row.getLong(2)));
        return counts;
    }

    private static InstanceView instance(ResultSet row) throws SQLException {
        return new InstanceView(
                row.getString("instance_id"),
                row.getString("instance_name"),
                row.getString("status"),
                row.getString("region_id"),
                row.getString("zone_id"),
                row.getString("vpc_id"),
                row.getString("vswitch_id"),
                row.getString("host_id"),
                InstanceRows.networkInterfaces(row),
                Select.strings(row, "havip_ids"),
                row.getTimestamp("created_at").toInstant());
    }
}
