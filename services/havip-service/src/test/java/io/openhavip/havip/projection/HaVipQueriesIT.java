package io.openhavip.havip.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.havip.projection.HaVipQueries.Filter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the queries find, and how, among 100 000 HAVIPs: 9 000 accounts have ten each, and one has 10 000. */
class HaVipQueriesIT {

    private static final String SMALL = "1";
    private static final String LARGE = "9999";

    /** What an answer to a small account may cost of what reading the whole table costs, as PostgreSQL estimates both. */
    private static final double MOST_OF_A_SCAN = 0.1;

    private static final String FILL = """
            INSERT INTO ha_vip_view.ha_vip
            SELECT 'havip-' || n, account, 'cn-hangzhou', 'vpc-' || account || '-' || n %% 3, 'vsw-' || account || '-' || n %% 7,
                   '10.' || n / 65536 || '.' || n / 256 %% 256 || '.' || n %% 256, 'name ' || n, '', 'rg-' || n %% 5,
                   CASE n %% 4 WHEN 0 THEN '{}' ELSE jsonb_build_object('team', 't' || n %% 50, 'tier', '' || n %% 2) END,
                   CASE n %% 2 WHEN 0 THEN 'Available' ELSE 'InUse' END,
                   CASE n %% 2 WHEN 0 THEN '[]' ELSE jsonb_build_array(jsonb_build_object(
                        'instanceId', 'i-' || n, 'instanceType', 'EcsInstance', 'associationId', 'try-' || n,
                        'associatedAt', '2026-01-01T00:00:00Z', 'leaving', false)) END,
                   '', '', '', timestamptz '2026-01-01T00:00:00Z' + n * interval '1 second'
            FROM (SELECT n, CASE WHEN n < 90000 THEN '' || n %% 9000 ELSE '9999999' END AS account
                  FROM generate_series(0, 99999) n) h;
            INSERT INTO ha_vip_view.ownership
            SELECT vswitch_id, ip_address, ha_vip_id, 1, 'i-' || substr(ha_vip_id, 7), 'eni-' || substr(ha_vip_id, 7)
            FROM ha_vip_view.ha_vip;
            UPDATE ha_vip_view.ha_vip SET account_id = '9999' WHERE account_id = '9999999';
            VACUUM ANALYZE ha_vip_view.ha_vip;
            VACUUM ANALYZE ha_vip_view.ownership
            """.replace("%%", "%");

    private static Store store;
    private static HaVipQueries queries;

    @BeforeAll
    static void fill() throws SQLException {
        store = new Store();
        store.live(new HaVipProjection("havip-service"));
        for (String statement : FILL.split(";")) {
            store.execute(statement);
        }
        queries = new HaVipQueries(store.transactions());
    }

    @AfterAll
    static void close() {
        store.close();
    }

    private static Filter all(String accountId) {
        return new Filter(accountId, List.of(), List.of(), List.of(), List.of(), List.of(), Optional.empty(), Map.of());
    }

    /** Every kind of condition alone, with one value and with two, and some together. */
    static Stream<Filter> shapes() {
        return Stream.of(SMALL, LARGE).flatMap(account -> {
            List<String> none = List.of();
            Optional<String> any = Optional.empty();
            Map<String, Optional<String>> noTags = Map.of();
            String vpc = "vpc-" + (account.equals(LARGE) ? "9999999" : account) + "-1";
            String vSwitch = "vsw-" + (account.equals(LARGE) ? "9999999" : account) + "-1";
            return Stream.of(
                    all(account),
                    new Filter(account, List.of("havip-1"), none, none, none, none, any, noTags),
                    new Filter(account, List.of("havip-1", "havip-9001"), none, none, none, none, any, noTags),
                    new Filter(account, none, List.of("10.0.0.1"), none, none, none, any, noTags),
                    new Filter(account, none, List.of("10.0.0.1", "10.0.35.41"), none, none, none, any, noTags),
                    new Filter(account, none, none, List.of(vpc), none, none, any, noTags),
                    new Filter(account, none, none, List.of(vpc, "vpc-x"), none, none, any, noTags),
                    new Filter(account, none, none, none, List.of(vSwitch), none, any, noTags),
                    new Filter(account, none, none, none, List.of(vSwitch, "vsw-x"), none, any, noTags),
                    new Filter(account, none, none, none, none, List.of("InUse"), any, noTags),
                    new Filter(account, none, none, none, none, List.of("InUse", "Deleting"), any, noTags),
                    new Filter(account, none, none, none, none, List.of("Deleting"), any, noTags),
                    new Filter(account, none, none, none, none, none, Optional.of("rg-1"), noTags),
                    new Filter(account, none, none, none, none, none, any, Map.of("team", Optional.of("t1"))),
                    new Filter(account, none, none, none, none, none, any, Map.of("team", any)),
                    new Filter(account, none, none, none, none, none, any, noTags, Optional.of("cn-hangzhou")),
                    new Filter(account, none, none, none, none, none, any, noTags, Optional.of("cn-beijing")),
                    new Filter(
                            account,
                            none,
                            none,
                            List.of(vpc),
                            List.of(vSwitch),
                            List.of("InUse"),
                            Optional.of("rg-1"),
                            Map.of("team", Optional.of("t1"), "tier", Optional.of("1"))),
                    new Filter(account, none, List.of("10.0.0.1"), none, List.of(vSwitch), none, any, noTags));
        });
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void noShapeOfFilterScansTheTable(Filter filter) throws SQLException {
        double scan = cost(plan(new Query("SELECT * FROM ha_vip_view.ha_vip", List.of())));
        for (Query query : List.of(HaVipQueries.page(filter, 100, 0), HaVipQueries.counting(filter))) {
            String plan = plan(query);

            assertThat(plan).doesNotContain("Seq Scan");
            assertThat(cost(plan)).as(plan).isLessThan(filter.accountId().equals(SMALL) ? scan * MOST_OF_A_SCAN : scan);
        }
    }

    private static String plan(Query query) throws SQLException {
        try (Connection connection = store.database().connect();
                PreparedStatement explain = new Query("EXPLAIN " + query.sql(), query.values()).prepare(connection);
                ResultSet lines = explain.executeQuery()) {
            List<String> plan = new ArrayList<>();
            while (lines.next()) {
                plan.add(lines.getString(1));
            }
            return String.join("\n", plan);
        }
    }

    /** Of the whole plan: the first line ends in {@code (cost=first..last rows=… width=…)}. */
    private static double cost(String plan) {
        return Double.parseDouble(plan.substring(plan.indexOf("..") + 2, plan.indexOf(" rows=")));
    }

    private static List<String> ids(Filter filter, int limit, int offset) throws SQLException {
        return queries.list(filter, limit, offset).stream()
                .map(HaVipView::haVipId)
                .toList();
    }

    @Test
    void pagesAreInTheOrderOfCreation() throws SQLException {
        assertThat(ids(all(SMALL), 3, 0)).containsExactly("havip-1", "havip-9001", "havip-18001");
        assertThat(ids(all(SMALL), 3, 9)).containsExactly("havip-81001");
        assertThat(ids(all(LARGE), 2, 9998)).containsExactly("havip-99998", "havip-99999");
        assertThat(queries.count(all(SMALL))).isEqualTo(10);
        assertThat(queries.count(all(LARGE))).isEqualTo(10_000);
    }

    @Test
    void everyConditionNarrowsAndValuesOfOneAreAlternatives() throws SQLException {
        List<String> none = List.of();
        Optional<String> any = Optional.empty();
        assertThat(ids(
                        new Filter(
                                SMALL,
                                List.of("havip-1", "havip-9001", "havip-2"),
                                none,
                                none,
                                none,
                                none,
                                any,
                                Map.of()),
                        10,
                        0))
                .containsExactly("havip-1", "havip-9001");
        assertThat(ids(new Filter(SMALL, none, List.of("10.0.35.41"), none, none, none, any, Map.of()), 10, 0))
                .containsExactly("havip-9001");
        assertThat(ids(new Filter(SMALL, none, none, none, List.of("vsw-1-0", "vsw-1-6"), none, any, Map.of()), 10, 0))
                .containsExactly("havip-9001", "havip-36001", "havip-72001");
        assertThat(queries.count(
                        new Filter(SMALL, none, none, List.of("vpc-1-1"), none, List.of("InUse"), any, Map.of())))
                .isEqualTo(10);
        assertThat(queries.count(new Filter(SMALL, none, none, none, none, none, Optional.of("rg-1"), Map.of())))
                .isEqualTo(10);
    }

    @Test
    void tagIsAskedForByKeyOrByKeyAndValue() throws SQLException {
        List<String> none = List.of();
        Optional<String> any = Optional.empty();
        assertThat(queries.count(new Filter(LARGE, none, none, none, none, none, any, Map.of("team", any))))
                .isEqualTo(7500);
        assertThat(queries.count(
                        new Filter(LARGE, none, none, none, none, none, any, Map.of("team", Optional.of("t1")))))
                .isEqualTo(200);
        assertThat(queries.count(new Filter(
                        LARGE,
                        none,
                        none,
                        none,
                        none,
                        none,
                        any,
                        Map.of("team", Optional.of("t1"), "tier", Optional.of("0")))))
                .isZero();
        assertThat(queries.count(new Filter(LARGE, none, none, none, none, none, any, Map.of("tea", any))))
                .isZero();
    }

    @Test
    void masterOfEveryHaVipOnAPageIsLookedUp() throws SQLException {
        assertThat(queries.one("1", "havip-1").orElseThrow().masterInstanceId()).isEqualTo("i-1");
        assertThat(queries.one("2", "havip-2").orElseThrow().masterInstanceId()).isEmpty();
    }

    @Test
    void textOfACallerIsAValueAndNeverSql() throws SQLException {
        Filter hostile = new Filter(
                "' OR true --",
                List.of(),
                List.of("'; DROP TABLE ha_vip_view.ha_vip; --"),
                List.of(),
                List.of(),
                List.of(),
                Optional.of("\\"),
                Map.of("' ?", Optional.of("\"}")));

        assertThat(queries.list(hostile, 10, 0)).isEmpty();
        assertThat(queries.count(all(SMALL))).isEqualTo(10);
    }
}
