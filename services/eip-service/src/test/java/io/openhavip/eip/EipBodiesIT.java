package io.openhavip.eip;

import static io.openhavip.testkit.WrongBodies.longer;
import static io.openhavip.testkit.WrongBodies.optionally;
import static io.openhavip.testkit.WrongBodies.unknownField;
import static io.openhavip.testkit.WrongBodies.words;
import static io.openhavip.testkit.WrongBodies.wrong;
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
import org.junit.jupiter.api.Test;

/** Whatever is wrong with a body, whatever else is in it: the documented code, and nothing has happened. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
@TestProfile(EipServiceIT.ShortDeadlines.class)
class EipBodiesIT {

    private static final String EVENTS = """
            SELECT (SELECT count(*) FROM event_json WHERE payload ->> 'accountId' = ? OR aggregate_identifier = ?),
                   (SELECT count(*) FROM public_address WHERE eip_id IS NOT NULL)
            """;
    private static final Arbitrary<Mistake> WRONG_BANDWIDTH = Arbitraries.oneOf(
            wrong("bandwidth", Arbitraries.of("", "0", "-1", "5.5", "1000000", "５"), 400, "InvalidParameter"),
            wrong("bandwidth", words(), 400, "InvalidParameter"),
            wrongText("bandwidth"));

    private final Caller caller = Caller.of("660001");

    @Inject
    DataSource dataSource;

    /** Events of the caller's EIPs, and public addresses that are taken. */
    private String effects(String eipId) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(EVENTS)) {
            select.setString(1, caller.accountId());
            select.setString(2, eipId);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1) + " events, " + row.getLong(2) + " addresses";
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void eachIsRefused(
            Arbitrary<Mistake> mistakes,
            Arbitrary<Map<String, Object>> bodies,
            String eipId,
            Function<Map<String, Object>, Response> call) {
        WrongBodies.forEach(mistakes, bodies, (mistake, body) -> {
            String before = effects(eipId);
            Response answer = call.apply(body);
            assertThat(answer.statusCode() + " " + answer.<String>path("code"))
                    .as(body + " is answered " + answer.asString())
                    .isEqualTo(mistake.status() + " " + mistake.code());
            assertThat(effects(eipId)).isEqualTo(before);
        });
    }

    @Test
    void wrongAllocationIsRefused() {
        Arbitrary<Mistake> mistakes = Arbitraries.oneOf(
                WRONG_BANDWIDTH,
                wrong("internetChargeType", words(), 400, "InvalidParameter"),
                wrongText("internetChargeType"),
                wrong("isp", words(), 400, "InvalidParameter"),
                wrongText("isp"),
                wrong("ipAddress", words(), 400, "InvalidParameter"),
                wrong("ipAddress", longer(64), 400, "InvalidParameter"),
                wrongText("ipAddress"),
                wrong("regionId", words(), 404, "InvalidRegionId.NotFound"),
                wrong("regionId", longer(64), 400, "InvalidParameter"),
                wrongText("regionId"),
                wrongName("name", 128, "InvalidName.Malformed"),
                wrongName("description", 256, "InvalidDescription.Malformed"),
                wrongResourceGroup(),
                wrongTags(),
                unknownField());
        Map<String, Object> optional = Map.of(
                "bandwidth", "10",
                "internetChargeType", "PayByTraffic",
                "name", "网关",
                "description", "für den Laden",
                "regionId", "cn-beijing",
                "resourceGroupId", "rg-1",
                "tags", List.of(Map.of("key", "team", "value", "shop")));
        eachIsRefused(
                mistakes,
                optionally(Map.of(), optional),
                "",
                body -> caller.asking().body(body).post("/eips"));
    }

    @Test
    void wrongChangeIsRefused() {
        String eipId = caller.allocate(Map.of());
        String path = "/eips/" + eipId;
        eachIsRefused(
                Arbitraries.oneOf(
                        WRONG_BANDWIDTH,
                        wrongName("name", 128, "InvalidName.Malformed"),
                        wrongName("description", 256, "InvalidDescription.Malformed"),
                        unknownField()),
                optionally(Map.of(), Map.of("name", "shop", "description", "other", "bandwidth", "7")),
                eipId,
                body -> caller.asking().body(body).patch(path));
        eachIsRefused(
                Arbitraries.oneOf(
                        wrongId("instanceId"),
                        wrong("instanceType", words(), 400, "InvalidInstanceType.ValueNotSupported"),
                        wrongText("instanceType"),
                        unknownField()),
                optionally(Map.of("instanceId", "i-1"), Map.of("instanceType", "NetworkInterface")),
                eipId,
                body -> caller.asking().body(body).post(path + "/association"));
        eachIsRefused(
                Arbitraries.oneOf(wrongTags(), unknownField()),
                optionally(Map.of("tags", List.of(Map.of("key", "team"))), Map.of()),
                eipId,
                body -> caller.asking().body(body).post(path + "/tags"));
        eachIsRefused(
                Arbitraries.oneOf(wrongResourceGroup(), unknownField()),
                optionally(Map.of("resourceGroupId", "rg-1"), Map.of()),
                eipId,
                body -> caller.asking().body(body).post(path + "/resource-group"));
    }
}
