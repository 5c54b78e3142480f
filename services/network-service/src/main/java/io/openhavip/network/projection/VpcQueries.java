package io.openhavip.network.projection;

import io.openhavip.eventing.store.PostgresTransactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads VPCs. Thread-safe. */
public final class VpcQueries {

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

    private static final String VPCS = """
            SELECT v.*, ARRAY(SELECT s.vswitch_id FROM %1$s.vswitch s WHERE s.vpc_id = v.vpc_id ORDER BY 1) AS vswitch_ids
            FROM %1$s.vpc v WHERE (? = '' OR vpc_id = ?) ORDER BY created_at, vpc_id LIMIT ? OFFSET ?
            """.formatted(NetworkProjection.NAME);
    private static final String AVAILABLE = "Available";

    private final Select select;

    public VpcQueries(PostgresTransactions transactions) {
        this.select = new Select(transactions);
    }

    /** @param vpcId empty: any */
    public List<VpcView> vpcs(Optional<String> vpcId, int limit, int offset) throws SQLException {
        String id = vpcId.orElse("");
        return select.rows(VPCS, VpcQueries::vpc, id, id, limit, offset);
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
                Select.strings(row, "vswitch_ids"));
    }
}
