package io.openhavip.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.openhavip.contracts.network.NetworkCommand.ReleaseHaVipAddress;
import io.openhavip.contracts.network.NetworkCommand.ReserveHaVipAddress;
import io.openhavip.eventing.Cause;
import io.openhavip.eventing.EventSourcing;
import io.openhavip.eventing.quota.QuotaLedger;
import io.openhavip.eventing.store.PostgresTransactions;
import io.openhavip.network.domain.Quotas.Scope;
import io.openhavip.testkit.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What an earlier version did not count: it can be ended, and the next version counts it. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class PlacesOfResourcesIT {

    private static final String ACCOUNT = "4700000000000001";
    private static final String REGION = "cn-hangzhou";

    private final Rest rest = new Rest(ACCOUNT);

    @Inject
    AgroalDataSource dataSource;

    @Inject
    PostgresTransactions transactions;

    @Inject
    EventSourcing eventSourcing;

    @Test
    void uncountedResourcesCanBeEndedAndAreCountedByTheMigration() throws Exception {
        String vpcId = vpc();
        String vSwitchId = rest.vSwitch(vpcId, "10.0.0.0/24");
        String kept = rest.instance(vSwitchId);
        String ended = rest.instance(vSwitchId);
        rest.securityGroup(vSwitchId);
        rest.post("/deployment-sets", Map.of("deploymentSetName", "apart")).statusCode(201);
        String haVipId = "havip-" + UUID.randomUUID();
        reserve(vSwitchId, haVipId);
        reserve(vSwitchId, haVipId + "-again");
        release(vSwitchId, haVipId + "-again");
        reserve(vSwitchId, haVipId + "-again");
        reserve(vSwitchId, haVipId + "-gone");
        release(vSwitchId, haVipId + "-gone");
        Map<String, Long> counted = places(vpcId);
        assertThat(counted.values()).containsExactly(2L, 2L, 1L, 1L, 1L);

        execute("UPDATE quota_use SET used = 0 WHERE scope LIKE '%/" + ACCOUNT + "/%' OR scope LIKE '%/" + vpcId + "'");
        rest.delete("/instances/" + ended + "?force=true").statusCode(204);
        release(vSwitchId, haVipId);
        rest.delete("/vpcs/" + vpc()).statusCode(204);
        migrate();

        assertThat(places(vpcId).values()).containsExactly(1L, 1L, 1L, 1L, 1L);
        rest.get("/instances/" + kept).statusCode(200);
    }

    private String vpc() {
        return rest.post("/vpcs", Map.of("cidrBlock", "10.0.0.0/16"))
                .statusCode(201)
                .extract()
                .path("vpcId");
    }

    private void reserve(String vSwitchId, String haVipId) throws Exception {
        give(new ReserveHaVipAddress(vSwitchId, haVipId, Optional.empty(), ACCOUNT, REGION));
    }

    private void release(String vSwitchId, String haVipId) throws Exception {
        give(new ReleaseHaVipAddress(vSwitchId, haVipId));
    }

    private void give(Object command) throws Exception {
        eventSourcing.together(connection -> eventSourcing.send(command, Cause.request("test")));
    }

    /** Instances, HAVIPs of the VPC, security groups, deployment sets, VPCs: in this order. */
    private Map<String, Long> places(String vpcId) throws SQLException {
        Map<String, Long> places = new TreeMap<>();
        int number = 0;
        for (String scope : List.of(
                Scope.instances(ACCOUNT, REGION),
                Scope.haVips(vpcId),
                Scope.securityGroups(ACCOUNT, REGION),
                Scope.deploymentSets(ACCOUNT, REGION),
                Scope.vpcs(ACCOUNT, REGION))) {
            places.put(number++ + " " + scope, new QuotaLedger(transactions).used(scope));
        }
        return places;
    }

    /** What Flyway does when the new version first starts on the earlier one's database. */
    private void migrate() throws SQLException, IOException {
        try (InputStream sql = getClass().getResourceAsStream("/db/network/R__places_of_resources.sql")) {
            execute(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(sql);
            connection.commit();
        }
    }
}
