package io.openhavip.havip.projection;

import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.havip.domain.Master;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Reads who has a HAVIP's address now, down to the port: for rules, where {@link HaVipView} is for people. Thread-safe. */
public final class HaVipMasters {

    private static final String SELECT = """
            SELECT instance_id, network_interface_id FROM %s.ownership
            WHERE vswitch_id = ? AND address = ? AND ha_vip_id = ? AND instance_id <> ''
            """.formatted(HaVipProjection.NAME);

    private final PostgresTransactions transactions;

    public HaVipMasters(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    /** Empty if nobody has it. */
    public Optional<Master> of(HaVipView haVip) throws SQLException {
        try (Connection connection = transactions.ownConnection();
                PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setString(1, haVip.vSwitchId());
            select.setString(2, haVip.ipAddress());
            select.setString(3, haVip.haVipId());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(new Master(row.getString(1), row.getString(2))) : Optional.empty();
            }
        }
    }
}
