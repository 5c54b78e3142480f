package io.openhavip.network.projection;

import io.openhavip.eventing.store.PostgresTransactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads vSwitches. Thread-safe. */
public final class VSwitchQueries {

    /** A vSwitch as it is answered. */
    public record VSwitchView(
            String vSwitchId,
            String vSwitchName,
            String description,
            String status,
            String vpcId,
            String zoneId,
            String cidrBlock,
            long availableIpAddressCount,
            Instant creationTime) {}

    private static final String VSWITCHES = """
            SELECT s.*, (2 ^ (32 - split_part(s.cidr_block, '/', 2)::int))::bigint - 4
                   - (SELECT count(*) FROM %1$s.address a WHERE a.vswitch_id = s.vswitch_id) AS available
            FROM %1$s.vswitch s WHERE (? = '' OR vswitch_id = ?) AND (? = '' OR vpc_id = ?)
            ORDER BY created_at, vswitch_id LIMIT ? OFFSET ?
            """.formatted(NetworkProjection.NAME);
    private static final String AVAILABLE = "Available";

    private final Select select;

    public VSwitchQueries(PostgresTransactions transactions) {
        this.select = new Select(transactions);
    }

    public List<VSwitchView> vSwitches(Optional<String> vSwitchId, Optional<String> vpcId, int limit, int offset)
            throws SQLException {
        String id = vSwitchId.orElse("");
        String vpc = vpcId.orElse("");
        return select.rows(VSWITCHES, VSwitchQueries::vSwitch, id, id, vpc, vpc, limit, offset);
    }

    private static VSwitchView vSwitch(ResultSet row) throws SQLException {
        return new VSwitchView(
                row.getString("vswitch_id"),
                row.getString("vswitch_name"),
                row.getString("description"),
                AVAILABLE,
                row.getString("vpc_id"),
                row.getString("zone_id"),
                row.getString("cidr_block"),
                row.getLong("available"),
                row.getTimestamp("created_at").toInstant());
    }
}
