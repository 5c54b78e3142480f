package io.openhavip.eip.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.contracts.eip.EipInstanceType;
import io.openhavip.contracts.eip.EipStatus;
import io.openhavip.eip.projection.EipFilter.Condition;
import io.openhavip.testkit.TestDatabase;
import io.openhavip.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How the database answers listings when there are 40 000 EIPs over 2 000 accounts. */
class EipQueriesIT {

    private static final String ACCOUNT = "7";
    private static final String FILL = """
            INSERT INTO eip (eip_id, account_id, region_id, ip_address, bandwidth, internet_charge_type, isp, name, description,
                             resource_group_id, allocated_at, status, changed_at)
            SELECT 'eip-' || n, (n % 2000)::text, 'cn-hangzhou', '10.' || n, 5, 'PayByTraffic', 'BGP', 'name-' || n, '', '',
                   now(), 'Available', now()
            FROM generate_series(1, 40000) n;
            INSERT INTO eip_tag SELECT 'eip-' || n, 'env', 'prod' FROM generate_series(1, 40000) n;
            ANALYZE;
            """;

    private static Connection connection;

    @BeforeAll
    static void fill() throws SQLException {
        TestDatabase database = TestPostgres.createDatabase();
        connection = database.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + EipProjection.NAME);
            statement.execute("SET search_path = " + EipProjection.NAME);
            statement.execute(new EipProjection("test").ddl());
            statement.execute(FILL);
        }
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    private static EipFilter filter(List<String> ids, Optional<String> instanceId, Map<String, Optional<String>> tags) {
        return new EipFilter(
                ACCOUNT,
                ids,
                List.of(),
                Optional.empty(),
                instanceId,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                tags);
    }

    static List<EipFilter> filters() {
        return List.of(
                filter(List.of(), Optional.empty(), Map.of()),
                filter(List.of("eip-7", "eip-2007"), Optional.empty(), Map.of()),
                filter(List.of(), Optional.of("i-1"), Map.of()),
                filter(List.of(), Optional.empty(), Map.of("env", Optional.of("prod"), "app", Optional.empty())),
                new EipFilter(
                        ACCOUNT,
                        List.of(),
                        List.of("10.7"),
                        Optional.of(EipStatus.InUse),
                        Optional.empty(),
                        Optional.of(EipInstanceType.HaVip),
                        Optional.of("name-7"),
                        Optional.of("cn-hangzhou"),
                        Optional.of("rg-1"),
                        Map.of()));
    }

    private static String plan(String sql, List<Object> values) throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (PreparedStatement explain = connection.prepareStatement("EXPLAIN " + sql)) {
            for (int i = 0; i < values.size(); i++) {
                explain.setObject(i + 1, values.get(i));
            }
            try (ResultSet lines = explain.executeQuery()) {
                while (lines.next()) {
                    plan.append(lines.getString(1)).append('\n');
                }
            }
        }
        return plan.toString();
    }

    @ParameterizedTest
    @MethodSource("filters")
    void listingReadsByIndexesOnly(EipFilter filter) throws SQLException {
        Condition condition = filter.condition();
        List<Object> values = new ArrayList<>(condition.values());
        assertThat(plan(EipQueries.count(condition), values)).contains("Index").doesNotContain("Seq Scan");
        values.add(10);
        values.add(0);
        assertThat(plan(EipQueries.page(condition), values)).contains("Index").doesNotContain("Seq Scan");
    }

    @Test
    void whatIsNotIndexedIsSeenToBeSo() throws SQLException {
        assertThat(plan("SELECT 1 FROM eip e WHERE e.name = ?", List.of("name-7")))
                .contains("Seq Scan");
    }
}
