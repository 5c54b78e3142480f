package io.openhavip.network;

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
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
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
class NetworkBodiesIT {

    private static final List<Map<String, String>> TAGS = List.of(Map.of("key", "team", "value", "shop"));

    private final Rest rest = new Rest("2000000000000061");

    @Inject
    DataSource dataSource;

    private long events() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM domain_event_entry")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void eachIsRefused(
            Arbitrary<Mistake> mistakes,
            Arbitrary<Map<String, Object>> bodies,
            Function<Map<String, Object>, ValidatableResponse> call) {
        WrongBodies.forEach(mistakes, bodies, (mistake, body) -> {
            long before = events();
            ValidatableResponse answer = call.apply(body);
            assertThat(answer.extract().statusCode() + " " + answer.extract().<String>path("code"))
                    .as(body + " is answered " + answer.extract().asString())
                    .isEqualTo(mistake.status() + " " + mistake.code());
            assertThat(events()).isEqualTo(before);
        });
    }

    private void creationIsRefused(
            String path, Arbitrary<Mistake> mistakes, Map<String, Object> required, Map<String, Object> optional) {
        eachIsRefused(mistakes, optionally(required, optional), body -> rest.post(path, body));
    }

    private static Arbitrary<Mistake> wrongRegion() {
        return Arbitraries.oneOf(
                wrong("regionId", words(), 404, "InvalidRegionId.NotFound"),
                wrong("regionId", longer(64), 400, "InvalidParameter"),
                wrongText("regionId"));
    }

    private static Arbitrary<Mistake> wrongBlock(String field, int status, String code) {
        return Arbitraries.oneOf(
                wrong(field, words(), status, code),
                wrong(
                        field,
                        Arbitraries.of("10.0.0.0", "10.0.0.0/", "10.0.0/16", "10.0.0.0/33", "::/0", "10.0.0.0/-1"),
                        status,
                        code),
                wrongText(field));
    }

    private static Arbitrary<Mistake> wrongWord(String field) {
        return Arbitraries.oneOf(wrong(field, words(), 400, "InvalidParameter"), wrongText(field));
    }

    private static Arbitrary<Mistake> wrongNumber(String field, int least, int most) {
        return Arbitraries.oneOf(
                wrong(field, Arbitraries.integers().lessOrEqual(least - 1), 400, "InvalidParameter"),
                wrong(field, Arbitraries.integers().greaterOrEqual(most + 1), 400, "InvalidParameter"),
                wrong(field, words(), 400, MALFORMED_BODY),
                wrong(field, Arbitraries.of(1.5, true, List.of(1), 4_000_000_000L), 400, MALFORMED_BODY));
    }

    private static Arbitrary<Mistake> wrongFlag(String field) {
        return Arbitraries.oneOf(
                wrong(field, words(), 400, MALFORMED_BODY),
                wrong(field, Arbitraries.of("true", 1, List.of(true)), 400, MALFORMED_BODY));
    }

    private static Arbitrary<Mistake> wrongGroups() {
        return Arbitraries.oneOf(
                wrong(
                        "securityGroupIds",
                        words().map(word -> List.of("sg-" + word)),
                        404,
                        "InvalidSecurityGroupId.NotFound"),
                wrong("securityGroupIds", words().map(word -> Collections.nCopies(17, word)), 400, "InvalidParameter"),
                wrong("securityGroupIds", Arbitraries.of(List.of(""), List.of(" ")), 400, "MissingParameter"),
                wrong(
                        "securityGroupIds",
                        Arbitraries.of("sg-1", 7, Map.of("a", "b"), List.of(7)),
                        400,
                        MALFORMED_BODY));
    }

    @Test
    void wrongVpcIsRefused() {
        creationIsRefused(
                "/vpcs",
                Arbitraries.oneOf(
                        wrongBlock("cidrBlock", 400, "InvalidCidrBlock.Malformed"),
                        wrongName("vpcName", 128, "InvalidVpcName.Malformed"),
                        wrongName("description", 256, "InvalidVpcDiscription.Malformed"),
                        wrongRegion(),
                        wrongResourceGroup(),
                        wrongTags(),
                        unknownField()),
                Map.of(),
                Map.of("cidrBlock", "10.0.0.0/16", "vpcName", "网", "regionId", "cn-beijing", "tags", TAGS));
    }

    @Test
    void wrongVSwitchIsRefused() {
        String vpcId =
                rest.post("/vpcs", Map.of("cidrBlock", "10.0.0.0/16")).extract().path("vpcId");
        creationIsRefused(
                "/vswitches",
                Arbitraries.oneOf(
                        wrongId("vpcId"),
                        wrong("vpcId", words(), 404, "InvalidVpcId.NotFound"),
                        wrongBlock("cidrBlock", 400, "InvalidCidrBlock.Malformed"),
                        wrong("zoneId", words(), 404, "InvalidZoneId.NotFound"),
                        wrongText("zoneId"),
                        wrongName("vSwitchName", 128, "InvalidVSwitchName.Malformed"),
                        wrongName("description", 256, "InvalidVSwitchDiscription.Malformed"),
                        wrongTags(),
                        unknownField()),
                Map.of("vpcId", vpcId, "cidrBlock", "10.0.0.0/24"),
                Map.of("zoneId", "cn-hangzhou-b", "vSwitchName", "web", "tags", TAGS));
    }

    @Test
    void wrongSecurityGroupIsRefused() {
        String vpcId =
                rest.post("/vpcs", Map.of("cidrBlock", "10.0.0.0/16")).extract().path("vpcId");
        creationIsRefused(
                "/security-groups",
                Arbitraries.oneOf(
                        wrongId("vpcId"),
                        wrong("vpcId", words(), 404, "InvalidVpcId.NotFound"),
                        wrongName("securityGroupName", 128, "InvalidSecurityGroupName.Malformed"),
                        wrongName("description", 256, "InvalidSecurityGroupDiscription.Malformed"),
                        wrongWord("securityGroupType"),
                        wrongResourceGroup(),
                        wrongTags(),
                        unknownField()),
                Map.of("vpcId", vpcId),
                Map.of("securityGroupName", "front", "securityGroupType", "normal", "resourceGroupId", "rg-1"));
    }

    @Test
    void wrongInstanceIsRefused() {
        String vSwitchId = rest.vSwitch("10.0.0.0/24");
        creationIsRefused(
                "/instances",
                Arbitraries.oneOf(
                        wrongId("vSwitchId"),
                        wrong("vSwitchId", words(), 404, "InvalidVSwitchId.NotFound"),
                        wrongNumber("amount", 1, 100),
                        wrongName("instanceName", 128, "InvalidInstanceName.Malformed"),
                        wrong("hostName", Arbitraries.of("-a", "a", "a..b", "ü2"), 400, "InvalidHostName.Malformed"),
                        wrongText("hostName"),
                        wrongName("description", 256, "InvalidDescription.Malformed"),
                        wrongFlag("uniqueSuffix"),
                        wrongFlag("deletionProtection"),
                        wrong(
                                "userData",
                                Arbitraries.of("%", "a", "====", "ü"),
                                400,
                                "InvalidUserData.Base64FormatInvalid"),
                        wrongWord("instanceChargeType"),
                        wrongWord("spotStrategy"),
                        wrongWord("internetChargeType"),
                        wrongNumber("internetMaxBandwidthOut", 0, 100),
                        wrongNumber("systemDiskSize", 20, 2048),
                        wrong("imageId", longer(128), 400, "InvalidParameter"),
                        wrong("keyPairName", longer(128), 400, "InvalidParameter"),
                        wrongGroups(),
                        wrongResourceGroup(),
                        wrongTags(),
                        unknownField()),
                Map.of("vSwitchId", vSwitchId),
                Map.of("instanceName", "网web", "amount", 2, "spotStrategy", "NoSpot", "tags", TAGS));
    }

    @Test
    void wrongNetworkInterfaceIsRefused() {
        String vSwitchId = rest.vSwitch("10.0.0.0/24");
        creationIsRefused(
                "/network-interfaces",
                Arbitraries.oneOf(
                        wrongId("vSwitchId"),
                        wrong("vSwitchId", words(), 404, "InvalidVSwitchId.NotFound"),
                        wrongAddress("privateIpAddress", 403, "InvalidVSwitchId.IpInvalid"),
                        wrongName("networkInterfaceName", 128, "InvalidNetworkInterfaceName.Malformed"),
                        wrongName("description", 256, "InvalidDescription.Malformed"),
                        wrongFlag("deleteOnRelease"),
                        wrongGroups(),
                        wrongResourceGroup(),
                        wrongTags(),
                        unknownField()),
                Map.of("vSwitchId", vSwitchId),
                Map.of("networkInterfaceName", "eth", "deleteOnRelease", true, "resourceGroupId", "rg-1"));
    }

    @Test
    void wrongDeploymentSetIsRefused() {
        creationIsRefused(
                "/deployment-sets",
                Arbitraries.oneOf(
                        wrongName("deploymentSetName", 128, "InvalidDeploymentSetName.Malformed"),
                        wrongName("description", 256, "InvalidDescription.Malformed"),
                        wrong("strategy", words(), 400, "InvalidParameter.Strategy"),
                        wrongText("strategy"),
                        wrongRegion(),
                        unknownField()),
                Map.of(),
                Map.of("deploymentSetName", "apart", "strategy", "Availability"));
    }

    @Test
    void wrongRouteEntryIsRefused() {
        String routeTableId =
                rest.post("/vpcs", Map.of("cidrBlock", "10.0.0.0/16")).extract().path("routeTableId");
        creationIsRefused(
                "/route-tables/" + routeTableId + "/entries",
                Arbitraries.oneOf(
                        wrongId("destinationCidrBlock"),
                        wrong("destinationCidrBlock", words(), 400, "InvalidCidrBlock.Malformed"),
                        wrongId("nextHopId"),
                        wrong("nextHopId", words(), 404, "InvalidNextHopId.NotFound"),
                        wrong("nextHopType", words(), 400, "InvalidNextHopType"),
                        wrongText("nextHopType"),
                        wrongName("routeEntryName", 128, "InvalidName.Malformed"),
                        wrongName("description", 256, "InvalidDescription.Malformed"),
                        unknownField()),
                Map.of("destinationCidrBlock", "192.168.0.0/24", "nextHopId", "i-1"),
                Map.of("routeEntryName", "way"));
    }
}
