package io.openhavip.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.openhavip.contracts.Topics;
import io.openhavip.testkit.TestDatabase;
import io.openhavip.testkit.TestKafka;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What each service says there is, side by side. */
final class Inventory {

    /** A HAVIP as havip-service shows it. */
    record HaVip(
            String haVipId, String vSwitchId, String address, String status, String master, Set<String> instances) {

        private static HaVip of(JsonNode json) {
            Set<String> instances = new TreeSet<>();
            json.get("associatedInstances").forEach(id -> instances.add(id.asText()));
            return new HaVip(
                    json.get("haVipId").asText(),
                    json.get("vSwitchId").asText(),
                    json.get("ipAddress").asText(),
                    json.get("status").asText(),
                    json.get("masterInstanceId").asText(),
                    instances);
        }
    }

    private static final int PAGE = 50;
    private static final String RESERVED =
            "SELECT vswitch_id || '/' || address || ' ' || holder_id FROM network_view.address WHERE holder = 'HaVip'";
    private static final String ATTACHED = "SELECT instance_id || ' ' || havip_id FROM network_view.instance_havip";
    private static final String UNSENT = "SELECT message_id FROM outbox";
    private static final String PARKED = """
            SELECT aggregate_id FROM consumer_progress WHERE parked IS NOT NULL
            UNION ALL SELECT aggregate_id FROM %s.progress WHERE parked IS NOT NULL
            """;

    private final Stack stack;

    Inventory(Stack stack) {
        this.stack = stack;
    }

    Map<String, HaVip> haVips() {
        Map<String, HaVip> found = new TreeMap<>();
        stack.tenants().forEach(tenant -> addHaVips(tenant, found));
        return found;
    }

    private static void addHaVips(Tenant tenant, Map<String, HaVip> found) {
        for (int page = 1; ; page++) {
            JsonNode haVips = tenant.haVips()
                    .get("/ha-vips?pageSize=" + PAGE + "&pageNumber=" + page)
                    .expect(200)
                    .body()
                    .get("haVips");
            haVips.forEach(json -> {
                HaVip haVip = HaVip.of(json);
                found.put(haVip.haVipId(), haVip);
            });
            if (haVips.size() < PAGE) {
                return;
            }
        }
    }

    /** Fails unless the services agree about every HAVIP, none is between two states, and nothing is left to be sent. */
    Map<String, HaVip> assertSettled() throws SQLException {
        Map<String, HaVip> haVips = haVips();
        Set<String> addresses = new HashSet<>();
        Set<String> reservations = new TreeSet<>();
        Set<String> associations = new TreeSet<>();
        for (HaVip haVip : haVips.values()) {
            assertThat(haVip.status())
                    .as("%s", haVip)
                    .isEqualTo(haVip.instances().isEmpty() ? "Available" : "InUse");
            String place = haVip.vSwitchId() + "/" + haVip.address();
            assertThat(addresses.add(place)).as("address given twice: " + place).isTrue();
            reservations.add(place + " " + haVip.haVipId());
            haVip.instances().forEach(instanceId -> associations.add(instanceId + " " + haVip.haVipId()));
        }
        assertThat(read(stack.networkDatabase, RESERVED))
                .as("addresses reserved")
                .isEqualTo(reservations);
        assertThat(read(stack.networkDatabase, ATTACHED))
                .as("instances attached")
                .isEqualTo(associations);
        assertThat(read(stack.networkDatabase, UNSENT)).as("unsent").isEmpty();
        assertThat(read(stack.haVipDatabase, UNSENT)).as("unsent").isEmpty();
        return haVips;
    }

    /** Fails if anything was taken for a record that can never be handled. */
    void assertNothingBuried() throws SQLException {
        assertThat(read(stack.networkDatabase, PARKED.formatted("network_view")))
                .isEmpty();
        assertThat(read(stack.haVipDatabase, PARKED.formatted("ha_vip_view"))).isEmpty();
        for (var topic : Set.of(Topics.NETWORK_DLQ, Topics.HAVIP_DLQ, Topics.ARP_DLQ)) {
            assertThat(TestKafka.endOffsets(topic.name()).values())
                    .as(topic.name())
                    .containsOnly(0L);
        }
    }

    private static Set<String> read(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            Set<String> found = new TreeSet<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }
}
