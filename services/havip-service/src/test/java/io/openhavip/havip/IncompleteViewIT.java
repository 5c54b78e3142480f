package io.openhavip.havip;

import static io.openhavip.havip.Caller.expect;
import static io.openhavip.havip.Caller.refused;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.testkit.Await;
import io.openhavip.testkit.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the read model does not show yet is not said to be gone. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class IncompleteViewIT {

    private static NetworkByHand network;

    @Inject
    DataSource dataSource;

    private String form;
    private Caller caller;
    private String haVipId;

    @BeforeAll
    static void start() {
        network = new NetworkByHand();
    }

    @AfterAll
    static void stop() {
        network.close();
    }

    @BeforeEach
    void makeHaVip() throws SQLException {
        caller = new Caller(network);
        haVipId = caller.newHaVip();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT obj_description('ha_vip_view'::regnamespace, 'pg_namespace')")) {
            row.next();
            form = row.getString(1);
        }
    }

    /** What the schema's comment says of its tables. */
    private void say(String comment) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("COMMENT ON SCHEMA ha_vip_view IS '" + comment + "'");
        }
    }

    @AfterEach
    void completeIt() throws SQLException {
        say(form);
        Await.until(() -> expect(caller.get("/ha-vips/" + haVipId), 200));
    }

    private void refusedAndNotReady(String reason) {
        Await.until(() -> refused(caller.get("/ha-vips/" + haVipId), 503, "ServiceUnavailable"));
        Response list = caller.get("/ha-vips");
        refused(list, 503, "ServiceUnavailable");
        assertThat(list.<String>path("detail")).isEqualTo(reason + " Nothing was done; try again in a while.");
        refused(
                caller.post("/ha-vips", Map.of("vSwitchId", caller.vSwitchId, "ipAddress", "192.168.0.9")),
                503,
                "ServiceUnavailable");
        Response readiness = expect(given().get("/q/health/ready"), 503);
        assertThat(readiness.<String>path("checks.find { it.name == 'read models' }.data.ha_vip_view"))
                .isEqualTo(reason);
        expect(given().get("/admin/projections/ha-vips/rebuild"), 200);
        expect(given().get("/asyncapi"), 200);
    }

    @Test
    void requestsAreRefusedWhileTheReadModelIsFilled() throws SQLException {
        say("due:" + form);

        refusedAndNotReady("The read model ha_vip_view is being filled.");
    }

    @Test
    void requestsAreRefusedOnceALaterVersionHasMadeTheReadModelAnew() throws SQLException {
        say("sha256:later " + form);

        refusedAndNotReady("The read model ha_vip_view is that of another version.");
    }

    @Test
    void rebuildOnDemandServesTheOldTablesMeanwhile() {
        expect(given().get("/q/health/ready"), 200);
        expect(given().post("/admin/projections/ha-vips/rebuild"), 202);
        String phase;
        do {
            expect(caller.get("/ha-vips/" + haVipId), 200);
            expect(given().get("/q/health/ready"), 200);
            phase = given().get("/admin/projections/ha-vips/rebuild").path("phase");
        } while (phase.equals("RUNNING"));
        assertThat(phase).isEqualTo("DONE");
    }
}
