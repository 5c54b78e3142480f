package io.openhavip.havip;

import static io.openhavip.testkit.WrongBodies.MALFORMED_BODY;
import static io.openhavip.testkit.WrongBodies.longer;
import static io.openhavip.testkit.WrongBodies.optionally;
import static io.openhavip.testkit.WrongBodies.unknownField;
import static io.openhavip.testkit.WrongBodies.words;
import static io.openhavip.testkit.WrongBodies.wrong;
import static io.openhavip.testkit.WrongBodies.wrongAddress;
import static io.openhavip.testkit.WrongBodies.wrongId;
import static io.openhavip.testkit.WrongBodies.wrongName;
import static io.openhavip.testkit.WrongBodies.wrongResourceGroup;
import static io.openhavip.testkit.WrongBodies.wrongTags;
import static io.openhavip.testkit.WrongBodies.wrongText;
import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.testkit.InfrastructureResource;
import io.openhavip.testkit.WrongBodies;
import io.openhavip.testkit.WrongBodies.Mistake;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever is wrong with a body, whatever else is in it: the documented code, and nothing has happened. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
@TestProfile(HaVipServiceIT.ShortDeadlines.class)
class HaVipBodiesIT {

    private static final String EVENTS = """
            SELECT count(*) FROM event_json WHERE payload ->> 'accountId' = ? OR aggregate_identifier = ?
            """;
    private static NetworkByHand network;

    @Inject
    DataSource dataSource;

    @BeforeAll
    static void start() {
        network = new NetworkByHand();
    }

    @AfterAll
    static void stop() {
        network.close();
    }

    private void eachIsRefused(
            Arbitrary<Mistake> mistakes,
            Arbitrary<Map<String, Object>> bodies,
            Caller caller,
            String haVipId,
            Function<Object, Response> call) {
        WrongBodies.forEach(mistakes, bodies, (mistake, body) -> {
            long before = events(caller, haVipId);
            Response answer = call.apply(body);
            assertThat(answer.statusCode() + " " + answer.<String>path("code"))
                    .as(body + " is answered " + answer.asString())
                    .isEqualTo(mistake.status() + " " + mistake.code());
            assertThat(events(caller, haVipId)).isEqualTo(before);
        });
    }

    private long events(Caller caller, String haVipId) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(EVENTS)) {
            select.setString(1, caller.accountId);
            select.setString(2, haVipId);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void wrongCreationIsRefused() {
        Caller caller = new Caller(network);
        Map<String, Object> optional = Map.of(
                "name", "web",
                "description", "für den Laden",
                "ipAddress", "192.168.0.88",
                "regionId", "cn-beijing",
                "resourceGroupId", "rg-1",
                "tags", List.of(Map.of("key", "team", "value", "shop")));
        Arbitrary<Mistake> mistakes = Arbitraries.oneOf(
                wrongId("vSwitchId"),
                wrongAddress("ipAddress", 400, "InvalidIPAddress.Malformed"),
                wrongName("name", 128, "InvalidName.Malformed"),
                wrongName("description", 256, "InvalidDescription.Malformed"),
                wrong("regionId", longer(64), 400, "InvalidParameter"),
                wrongText("regionId"),
                wrongResourceGroup(),
                wrongTags(),
                unknownField());
        eachIsRefused(
                mistakes,
                optionally(Map.of("vSwitchId", caller.vSwitchId), optional),
                caller,
                "",
                body -> caller.post("/ha-vips", body));
        Caller.refused(caller.post("/ha-vips", optional), 400, "MissingParameter");
        Caller.refused(caller.post("/ha-vips", List.of()), 400, MALFORMED_BODY);
        assertThat(events(caller, "")).isZero();
    }

    @Test
    void wrongChangeIsRefused() {
        Caller caller = new Caller(network);
        String haVipId = caller.newHaVip();
        String path = "/ha-vips/" + haVipId;
        eachIsRefused(
                Arbitraries.oneOf(
                        wrongName("name", 128, "InvalidName.Malformed"),
                        wrongName("description", 256, "InvalidDescription.Malformed"),
                        unknownField()),
                optionally(Map.of(), Map.of("name", "shop", "description", "other")),
                caller,
                haVipId,
                body -> caller.patch(path, body));
        eachIsRefused(
                Arbitraries.oneOf(
                        wrongId("instanceId"),
                        wrong("instanceType", words(), 400, "InvalidParameter"),
                        wrongText("instanceType"),
                        unknownField()),
                optionally(Map.of("instanceId", "i-1"), Map.of("instanceType", "NetworkInterface")),
                caller,
                haVipId,
                body -> caller.post(path + "/associations", body));
        eachIsRefused(
                Arbitraries.oneOf(wrongTags(), unknownField()),
                optionally(Map.of("tags", List.of(Map.of("key", "team"))), Map.of()),
                caller,
                haVipId,
                body -> caller.post(path + "/tags", body));
        eachIsRefused(
                Arbitraries.oneOf(wrongResourceGroup(), unknownField()),
                optionally(Map.of("resourceGroupId", "rg-1"), Map.of()),
                caller,
                haVipId,
                body -> caller.post(path + "/resource-group", body));
        for (String suffix : List.of("/associations", "/tags", "/resource-group")) {
            Caller.refused(caller.post(path + suffix, Map.of()), 400, "MissingParameter");
        }
    }
}
