package io.openhavip.eip.projection;

import io.openhavip.eip.projection.EipFilter.Condition;
import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.service.api.Tag;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the EIPs' read model. Thread-safe. */
public final class EipQueries {

    private static final String CHARGE_TYPE = "PostPaid";
    private static final String SELECT = """
            SELECT e.*,
                   ARRAY(SELECT tag_key FROM %1$s.eip_tag t WHERE t.eip_id = e.eip_id ORDER BY tag_key COLLATE "C") AS tag_keys,
                   ARRAY(SELECT tag_value FROM %1$s.eip_tag t WHERE t.eip_id = e.eip_id ORDER BY tag_key COLLATE "C") AS tag_values
            FROM %1$s.eip e WHERE
            """.formatted(EipProjection.NAME);
    private static final String PAGE = " ORDER BY e.allocated_at, e.eip_id LIMIT ? OFFSET ?";
    private static final String COUNT = "SELECT count(*) FROM %s.eip e WHERE ".formatted(EipProjection.NAME);

    private final PostgresTransactions transactions;

    public EipQueries(PostgresTransactions transactions) {
        this.transactions = transactions;
    }

    /** An EIP of an account; empty for those of others. */
    public Optional<EipView> one(String accountId, String allocationId) throws SQLException {
        return list(EipFilter.byId(accountId, allocationId), 1, 0).stream().findFirst();
    }

    public List<EipView> list(EipFilter filter, int limit, int offset) throws SQLException {
        Condition condition = filter.condition();
        List<Object> values = new ArrayList<>(condition.values());
        values.add(limit);
        values.add(offset);
        try (Connection connection = transactions.ownConnection();
                PreparedStatement select = prepare(connection, page(condition), values);
                ResultSet rows = select.executeQuery()) {
            List<EipView> found = new ArrayList<>();
            while (rows.next()) {
                found.add(view(rows));
            }
            return found;
        }
    }

    public int count(EipFilter filter) throws SQLException {
        Condition condition = filter.condition();
        try (Connection connection = transactions.ownConnection();
                PreparedStatement select = prepare(connection, count(condition), condition.values());
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    static String page(Condition condition) {
        return SELECT + condition.sql() + PAGE;
    }

    static String count(Condition condition) {
        return COUNT + condition.sql();
    }

    private static PreparedStatement prepare(Connection connection, String sql, List<Object> values)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
        return statement;
    }

    private static EipView view(ResultSet row) throws SQLException {
        return new EipView(
                row.getString("eip_id"),
                row.getString("ip_address"),
                row.getString("status"),
                row.getString("instance_id"),
                row.getString("given_instance_type"),
                String.valueOf(row.getInt("bandwidth")),
                row.getString("internet_charge_type"),
                CHARGE_TYPE,
                row.getString("isp"),
                row.getString("name"),
                row.getString("description"),
                row.getString("region_id"),
                row.getString("resource_group_id"),
                row.getTimestamp("allocated_at").toInstant().truncatedTo(ChronoUnit.SECONDS),
                tags(row));
    }

    private static List<Tag> tags(ResultSet row) throws SQLException {
        String[] keys = (String[]) row.getArray("tag_keys").getArray();
        String[] values = (String[]) row.getArray("tag_values").getArray();
        List<Tag> tags = new ArrayList<>();
        for (int i = 0; i < keys.length; i++) {
            tags.add(new Tag(keys[i], values[i]));
        }
        return tags;
    }
}
