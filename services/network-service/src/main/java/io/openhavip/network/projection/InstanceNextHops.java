package io.openhavip.network.projection;

import io.openhavip.contracts.network.NextHopType;
import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.network.domain.NextHops;
import java.sql.SQLException;

/** Instances and network interfaces as next hops, by the read model. Thread-safe. */
public final class InstanceNextHops implements NextHops {

    private static final String INSTANCE =
            "SELECT 1 FROM " + NetworkProjection.NAME + ".instance WHERE vpc_id = ? AND instance_id = ?";
    private static final String NETWORK_INTERFACE = "SELECT 1 FROM " + NetworkProjection.NAME
            + ".instance WHERE vpc_id = ? AND network_interfaces @> jsonb_build_array("
            + "jsonb_build_object('networkInterfaceId', ?::text))";

    private final Select select;

    public InstanceNextHops(PostgresTransactions transactions) {
        this.select = new Select(transactions);
    }

    @Override
    public boolean isIn(String vpcId, NextHopType type, String nextHopId) throws SQLException {
        return switch (type) {
            case Instance -> isFound(INSTANCE, vpcId, nextHopId);
            case NetworkInterface -> isFound(NETWORK_INTERFACE, vpcId, nextHopId);
            case HaVip, local -> false;
        };
    }

    private boolean isFound(String sql, String vpcId, String nextHopId) throws SQLException {
        return !select.rows(sql, row -> row.getInt(1), vpcId, nextHopId).isEmpty();
    }
}
