package io.openhavip.havip;

import static org.assertj.core.api.Assertions.assertThat;

import io.openhavip.testkit.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.sessions.JqwikSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever is wrong with a body, whatever else is in it: the documented code, and nothing has happened. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
@TestProfile(HaVipServiceIT.ShortDeadlines.class)
class HaVipBodiesIT {

    /** One wrong field: what it is given, and the code for that. */
    record Mistake(String field, Object value, int status, String code) {}

    private static final int TRIES = 80;
    private static final String MALFORMED_BODY = "InvalidRequestBody.Malformed";
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

    private static Arbitrary<Mistake> wrong(String field, Arbitrary<?> values, int status, String code) {
        return values.map(value -> new Mistake(field, value, status, code));
    }

    private static Arbitrary<String> words() {
        return Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(20);
    }

    /** Text of at least so many characters, some of which are two chars. */
    private static Arbitrary<String> longer(int characters) {
        return Arbitraries.of("x", "ü", "汉", "\uD83D\uDE00")
                .list()
                .ofMinSize(characters + 1)
                .ofMaxSize(characters + 40)
                .map(parts -> String.join("", parts));
    }

    private static Arbitrary<String> controlCharacters() {
        return Combinators.combine(words(), Arbitraries.chars().range('\u0000', '\u001f'), words())
                .as((before, control, after) -> before + control + after);
    }

    private static Arbitrary<String> links() {
        return Combinators.combine(Arbitraries.of("http://", "https://"), words())
                .as(String::concat);
    }

    private static Arbitrary<Object> notText() {
        return Arbitraries.of(7, true, List.of("x"), Map.of("x", "y"));
    }

    /** What is wrong in any field that is a line of text. */
    private static Arbitrary<Mistake> wrongText(String field) {
        return Arbitraries.oneOf(
                wrong(field, notText(), 400, MALFORMED_BODY), wrong(field, controlCharacters(), 400, MALFORMED_BODY));
    }

    private static Arbitrary<Mistake> wrongTags() {
        Function<String, Object> key = text -> List.of(Map.of("key", text, "value", "shop"));
        Function<String, Object> value = text -> List.of(Map.of("key", "team", "value", text));
        Arbitrary<String> forbidden = Arbitraries.oneOf(
                words().map("aliyun"::concat),
                words().map("acs:"::concat),
                Combinators.combine(words(), links()).as(String::concat),
                longer(128));
        return Arbitraries.oneOf(
                wrong("tags", forbidden.map(key), 400, "InvalidTagKey.Malformed"),
                wrong("tags", forbidden.map(value), 400, "InvalidTagValue.Malformed"),
                wrong(
                        "tags",
                        Arbitraries.of(List.of(Map.of("value", "shop")), List.of(Map.of("key", ""))),
                        400,
                        "InvalidTagKey.Malformed"),
                wrong(
                        "tags",
                        words().map(word -> Collections.nCopies(2, Map.of("key", word))),
                        400,
                        "Duplicate.TagKey"),
                wrong(
                        "tags",
                        Arbitraries.integers().between(21, 40).map(HaVipBodiesIT::manyTags),
                        400,
                        "NumberExceed.Tags"),
                wrong("tags", Arbitraries.of(7, "team", Map.of("team", "shop"), List.of("team")), 400, MALFORMED_BODY));
    }

    private static List<Map<String, String>> manyTags(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> Map.of("key", "key-" + number))
                .toList();
    }

    private static Arbitrary<Mistake> unknownField() {
        return words().map("x-"::concat).map(name -> new Mistake(name, "x", 400, MALFORMED_BODY));
    }

    private static Arbitrary<Mistake> wrongName(String field, int most, String code) {
        return Arbitraries.oneOf(
                wrong(field, longer(most), 400, code), wrong(field, links(), 400, code), wrongText(field));
    }

    private static Arbitrary<Mistake> wrongId(String field) {
        return Arbitraries.oneOf(
                wrong(field, Arbitraries.of("", " ", "\u2003"), 400, "MissingParameter"),
                wrong(field, longer(64), 400, "InvalidParameter"),
                wrongText(field));
    }

    private static Arbitrary<Mistake> wrongAddress() {
        Arbitrary<String> words = words();
        Arbitrary<String> numbers = Arbitraries.integers()
                .between(0, 999)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .filter(parts -> parts.size() != 4 || parts.stream().anyMatch(part -> part > 255))
                .map(parts ->
                        String.join(".", parts.stream().map(String::valueOf).toList()));
        Arbitrary<String> fixed =
                Arbitraries.of("", "192.168.0.01", "192.168.0.88/32", "::1", "192.168.0.", "1.2.3.4.");
        return Arbitraries.oneOf(
                wrong("ipAddress", Arbitraries.oneOf(words, numbers, fixed), 400, "InvalidIPAddress.Malformed"),
                wrongText("ipAddress"));
    }

    private static Arbitrary<Mistake> wrongResourceGroup() {
        return Arbitraries.oneOf(
                wrong(
                        "resourceGroupId",
                        Arbitraries.oneOf(
                                words(), longer(64).map("rg-"::concat), Arbitraries.of("rg-", "rg-ü", "rg-a b")),
                        400,
                        "InvalidResourceGroupId"),
                wrongText("resourceGroupId"));
    }

    private void eachIsRefused(
            Arbitrary<Mistake> mistakes,
            Arbitrary<Map<String, Object>> bodies,
            Caller caller,
            String haVipId,
            Function<Object, Response> call) {
        JqwikSession.run(() -> Combinators.combine(mistakes, bodies)
                .as((mistake, body) -> {
                    Map<String, Object> wrong = new HashMap<>(body);
                    wrong.put(mistake.field(), mistake.value());
                    return Map.entry(mistake, wrong);
                })
                .sampleStream()
                .limit(TRIES)
                .forEach(sample -> {
                    long before = events(caller, haVipId);
                    Response answer = call.apply(sample.getValue());
                    assertThat(answer.statusCode() + " " + answer.<String>path("code"))
                            .as(sample.getValue() + " is answered " + answer.asString())
                            .isEqualTo(sample.getKey().status() + " "
                                    + sample.getKey().code());
                    assertThat(events(caller, haVipId)).isEqualTo(before);
                }));
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

    private static Arbitrary<Map<String, Object>> optionally(
            Map<String, Object> required, Map<String, Object> optional) {
        return Arbitraries.of(optional.keySet()).set().map(chosen -> {
            Map<String, Object> body = new HashMap<>(required);
            chosen.forEach(field -> body.put(field, optional.get(field)));
            return body;
        });
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
                wrongAddress(),
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
