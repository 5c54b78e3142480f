package io.openhavip.havip.projection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.openhavip.contracts.havip.HaVipStatus;
import io.openhavip.havip.projection.HaVipRow.Association;
import io.openhavip.havip.projection.HaVipRow.CarriedEip;
import io.openhavip.havip.projection.HaVipRow.Labels;
import io.openhavip.havip.projection.HaVipRow.Place;
import io.openhavip.messaging.JsonMessages;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The table {@code ha_vip}: whole rows in and out, many in one statement. */
public final class HaVipRows {

    public static final String DDL = """
            CREATE TABLE ha_vip (
                ha_vip_id text PRIMARY KEY, account_id text NOT NULL, region_id text NOT NULL, vpc_id text NOT NULL,
                vswitch_id text NOT NULL, ip_address text NOT NULL, name text NOT NULL, description text NOT NULL,
                resource_group_id text NOT NULL, tags jsonb NOT NULL, status text NOT NULL, associations jsonb NOT NULL,
                eip_id text NOT NULL, eip_address text NOT NULL, eip_association_id text NOT NULL,
                created_at timestamptz NOT NULL, operation_id text);
            CREATE INDEX ha_vip_by_creation ON ha_vip (account_id, created_at, ha_vip_id);
            CREATE INDEX ha_vip_by_vpc ON ha_vip (account_id, vpc_id);
            CREATE INDEX ha_vip_by_vswitch ON ha_vip (account_id, vswitch_id, ip_address);
            CREATE INDEX ha_vip_by_address ON ha_vip (account_id, ip_address);
            CREATE INDEX ha_vip_by_status ON ha_vip (account_id, status);
            CREATE INDEX ha_vip_by_tag ON ha_vip USING gin (tags) WHERE tags <> '{}';
            """;

    private static final String SELECT = "SELECT * FROM ha_vip WHERE ha_vip_id = ANY (?)";
    private static final String UPSERT = """
            INSERT INTO ha_vip (ha_vip_id, account_id, region_id, vpc_id, vswitch_id, ip_address, name, description,
                                resource_group_id, tags, status, associations, eip_id, eip_address, eip_association_id,
                                created_at, operation_id)
            SELECT ha_vip_id, account_id, region_id, vpc_id, vswitch_id, ip_address, name, description, resource_group_id,
                   tags::jsonb, status, associations::jsonb, eip_id, eip_address, eip_association_id, created_at::timestamptz,
                   operation_id
            FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                 AS told (ha_vip_id, account_id, region_id, vpc_id, vswitch_id, ip_address, name, description, resource_group_id,
                          tags, status, associations, eip_id, eip_address, eip_association_id, created_at, operation_id)
            ON CONFLICT (ha_vip_id) DO UPDATE SET
                vpc_id = excluded.vpc_id, ip_address = excluded.ip_address, name = excluded.name,
                description = excluded.description, resource_group_id = excluded.resource_group_id, tags = excluded.tags,
                status = excluded.status, associations = excluded.associations, eip_id = excluded.eip_id,
                eip_address = excluded.eip_address, eip_association_id = excluded.eip_association_id,
                operation_id = excluded.operation_id
            """;
    private static final int FETCH = 500;
    private static final String DELETE = "DELETE FROM ha_vip WHERE ha_vip_id = ANY (?)";

    /** In the order of {@link #UPSERT}. */
    private static final List<Function<HaVipRow, String>> COLUMNS = List.of(
            HaVipRow::haVipId,
            HaVipRow::accountId,
            row -> row.place().regionId(),
            row -> row.place().vpcId(),
            row -> row.place().vSwitchId(),
            row -> row.place().ipAddress(),
            row -> row.labels().name(),
            row -> row.labels().description(),
            row -> row.labels().resourceGroupId(),
            row -> json(row.labels().tags()),
            row -> row.status().name(),
            row -> json(row.associations()),
            row -> row.eip().map(CarriedEip::eipId).orElse(""),
            row -> row.eip().map(CarriedEip::address).orElse(""),
            row -> row.eip().map(CarriedEip::associationId).orElse(""),
            row -> row.createdAt().toString(),
            row -> row.operationId().orElse(null));

    private static final TypeReference<Map<String, String>> TAGS = new TypeReference<>() {};
    private static final TypeReference<List<Association>> ASSOCIATIONS = new TypeReference<>() {};

    private HaVipRows() {}

    /** Those of the HAVIPs that there are. */
    static List<HaVipRow> load(Connection connection, Collection<String> haVipIds) throws SQLException {
        if (haVipIds.isEmpty()) {
            return List.of();
        }
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setArray(1, connection.createArrayOf("text", haVipIds.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                List<HaVipRow> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(read(rows));
                }
                return found;
            }
        }
    }

    /** Takes rows one by one. */
    interface Taker {
        void take(HaVipRow row) throws SQLException;
    }

    /** Gives all rows without holding them all. */
    static void forEach(Connection connection, Taker taker) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT * FROM ha_vip")) {
            select.setFetchSize(FETCH);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    taker.take(read(rows));
                }
            }
        }
    }

    /** @param rows one a HAVIP, in an order that all writers share */
    public static void upsert(Connection connection, List<HaVipRow> rows) throws SQLException {
        ManyRows.execute(connection, UPSERT, rows, COLUMNS);
    }

    static void delete(Connection connection, List<String> haVipIds) throws SQLException {
        ManyRows.execute(connection, DELETE, haVipIds, List.of(id -> id));
    }

    /** The row that a result set stands on. */
    static HaVipRow read(ResultSet row) throws SQLException {
        return new HaVipRow(
                row.getString("ha_vip_id"),
                row.getString("account_id"),
                row.getTimestamp("created_at").toInstant(),
                new Place(
                        row.getString("region_id"),
                        row.getString("vpc_id"),
                        row.getString("vswitch_id"),
                        row.getString("ip_address")),
                new Labels(
                        row.getString("name"),
                        row.getString("description"),
                        row.getString("resource_group_id"),
                        json(row.getString("tags"), TAGS)),
                HaVipStatus.valueOf(row.getString("status")),
                Optional.ofNullable(row.getString("operation_id")),
                json(row.getString("associations"), ASSOCIATIONS),
                eip(row));
    }

    private static Optional<CarriedEip> eip(ResultSet row) throws SQLException {
        String eipId = row.getString("eip_id");
        return eipId.isEmpty()
                ? Optional.empty()
                : Optional.of(new CarriedEip(eipId, row.getString("eip_address"), row.getString("eip_association_id")));
    }

    private static String json(Object value) {
        try {
            return JsonMessages.MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records and maps of strings can be written", e);
        }
    }

    private static <T> T json(String text, TypeReference<T> type) {
        try {
            return JsonMessages.MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row is not what was written: " + text, e);
        }
    }
}
