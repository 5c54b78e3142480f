package io.openhavip.testkit;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.sessions.JqwikSession;

/** Generates JSON bodies of requests with one thing wrong in each, whatever else is in it, and the code that has to refuse it. */
public final class WrongBodies {

    /** One wrong field: what it is given, and the code for that. */
    public record Mistake(String field, Object value, int status, String code) {}

    public static final String MALFORMED_BODY = "InvalidRequestBody.Malformed";

    private static final int TRIES = 30;

    private WrongBodies() {}

    /** Gives bodies, each with one of the mistakes in place of what it had. */
    public static void forEach(
            Arbitrary<Mistake> mistakes,
            Arbitrary<Map<String, Object>> bodies,
            BiConsumer<Mistake, Map<String, Object>> check) {
        JqwikSession.run(() -> Combinators.combine(mistakes, bodies)
                .as((mistake, body) -> {
                    Map<String, Object> wrong = new HashMap<>(body);
                    wrong.put(mistake.field(), mistake.value());
                    return Map.entry(mistake, wrong);
                })
                .sampleStream()
                .limit(TRIES)
                .forEach(sample -> check.accept(sample.getKey(), sample.getValue())));
    }

    /** One field, given one of the values, each of which gets the code. */
    public static Arbitrary<Mistake> wrong(String field, Arbitrary<?> values, int status, String code) {
        return values.map(value -> new Mistake(field, value, status, code));
    }

    public static Arbitrary<String> words() {
        return Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(20);
    }

    /** Text of at least so many characters, some of which are two chars. */
    public static Arbitrary<String> longer(int characters) {
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

    public static Arbitrary<String> links() {
        return Combinators.combine(Arbitraries.of("http://", "https://"), words())
                .as(String::concat);
    }

    private static Arbitrary<Object> notText() {
        return Arbitraries.of(7, true, List.of("x"), Map.of("x", "y"));
    }

    /** What is wrong in any field that is a line of text. */
    public static Arbitrary<Mistake> wrongText(String field) {
        return Arbitraries.oneOf(
                wrong(field, notText(), 400, MALFORMED_BODY), wrong(field, controlCharacters(), 400, MALFORMED_BODY));
    }

    /** What the tag rules forbid. */
    public static Arbitrary<Mistake> wrongTags() {
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
                        Arbitraries.integers().between(21, 40).map(WrongBodies::manyTags),
                        400,
                        "NumberExceed.Tags"),
                wrong("tags", Arbitraries.of(7, "team", Map.of("team", "shop"), List.of("team")), 400, MALFORMED_BODY));
    }

    private static List<Map<String, String>> manyTags(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> Map.of("key", "key-" + number))
                .toList();
    }

    /** A field that no body has. */
    public static Arbitrary<Mistake> unknownField() {
        return words().map("x-"::concat).map(name -> new Mistake(name, "x", 400, MALFORMED_BODY));
    }

    /** A name or description of too many characters, or like an address of the web. */
    public static Arbitrary<Mistake> wrongName(String field, int most, String code) {
        return Arbitraries.oneOf(
                wrong(field, longer(most), 400, code), wrong(field, links(), 400, code), wrongText(field));
    }

    /** A required field that names a thing: blank, too long, or no text. */
    public static Arbitrary<Mistake> wrongId(String field) {
        return Arbitraries.oneOf(
                wrong(field, Arbitraries.of("", " ", "\u2003"), 400, "MissingParameter"),
                wrong(field, longer(64), 400, "InvalidParameter"),
                wrongText(field));
    }

    /** What is no IPv4 address. */
    public static Arbitrary<Mistake> wrongAddress(String field, int status, String code) {
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
                wrong(field, Arbitraries.oneOf(words, numbers, fixed), status, code), wrongText(field));
    }

    /** What is no id of a resource group. */
    public static Arbitrary<Mistake> wrongResourceGroup() {
        return Arbitraries.oneOf(
                wrong(
                        "resourceGroupId",
                        Arbitraries.oneOf(
                                words(), longer(64).map("rg-"::concat), Arbitraries.of("rg-", "rg-ü", "rg-a b")),
                        400,
                        "InvalidResourceGroupId"),
                wrongText("resourceGroupId"));
    }

    /** Bodies with some of the optional fields. */
    public static Arbitrary<Map<String, Object>> optionally(
            Map<String, Object> required, Map<String, Object> optional) {
        return Arbitraries.of(optional.keySet()).set().map(chosen -> {
            Map<String, Object> body = new HashMap<>(required);
            chosen.forEach(field -> body.put(field, optional.get(field)));
            return body;
        });
    }
}
