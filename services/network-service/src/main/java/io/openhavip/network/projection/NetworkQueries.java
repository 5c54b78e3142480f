package io.openhavip.network.projection;

import io.openhavip.eventing.store.PostgresTransactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the network's read model. Thread-safe. */
public final class NetworkQueries {

    /** A VPC as it is answered. */
    public record VpcView(
            String vpcId,
            String vpcName,
            String description,
            String status,
            String regionId,
            String cidrBlock,
            Instant creationTime,
            List<String> vSwitchIds) {}

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

    private static final String VPCS = """
            SELECT v.*, ARRAY(SELECT s.vswitch_id FROM %1$s.vswitch s WHERE s.vpc_id = v.vpc_id ORDER BY 1) AS vswitch_ids
            FROM %1$s.vpc v WHERE (? = '' OR vpc_id = ?) ORDER BY created_at, vpc_id LIMIT ? OFFSET ?
            """.formatted(NetworkProjection.NAME);
    private static final String VSWITCHES = """
            SELECT s.*, (2 ^ (32 - split_part(s.cidr_block, '/', 2)::int))::bigint - 4
                   - (SELECT count(*) FROM %1$s.address a WHERE a.vswitch_id = s.vswitch_id) AS available
            FROM %1$s.vswitch s WHERE (? = '' OR vswitch_id = ?) AND (? = '' OR vpc_id = ?)
            ORDER BY created_at, vswitch_id LIMIT ? OFFSET ?
            """.formatted(NetworkProjection.NAME);
    private static final String AVAILABLE = "Available";

    private final PostgresTransactions transactions;

    public NetworkQueries(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    /** @param vpcId empty: any */
    public List<VpcView> vpcs(Optional<String> vpcId, int limit, int offset) throws SQLException {
        String id = vpcId.orElse("");
        return select(VPCS, NetworkQueries::vpc, id, id, limit, offset);
    }

    public List<VSwitchView> vSwitches(Optional<String> vSwitchId, Optional<String> vpcId, int limit, int offset)
            throws SQLException {
        String id = vSwitchId.orElse("");
        String vpc = vpcId.orElse("");
        return select(VSWITCHES, NetworkQueries::vSwitch, id, id, vpc, vpc, limit, offset);
    }

    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> select(String sql, RowReader<T> reader, Object... values) throws SQLException {
        try (Connection connection = transactions.ownConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
                return found;
            }
        }
    }

    private static VpcView vpc(ResultSet row) throws SQLException {
        return new VpcView(
                row.getString("vpc_id"),
                row.getString("vpc_name"),
                row.getString("description"),
                AVAILABLE,
                row.getString("region_id"),
                row.getString("cidr_block"),
                row.getTimestamp("created_at").toInstant(),
                strings(row, "vswitch_ids"));
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

    private static List<String> strings(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
