package io.openhavip.testkit;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * All that is wrong for a parameter, each way by itself and with the answer to it. A way is a fixed value, or a generator where there
 * is no end of values.
 */
public record Wrong(List<Way> ways) {

    /** Stands for a parameter that is not there. */
    static final Object ABSENT = new Object() {
        @Override
        public String toString() {
            return "nothing";
        }
    };

    /** Stands for the right value, asked for by another account. */
    static final Object ASKED_BY_ANOTHER = new Object() {
        @Override
        public String toString() {
            return "the id of another account";
        }
    };

    /** One way to be wrong. */
    record Way(Arbitrary<?> values, int status, String code) {}

    static final String MALFORMED_BODY = "InvalidRequestBody.Malformed";

    private static final String MISSING = "MissingParameter";
    private static final Way LEFT_OUT = new Way(Arbitraries.just(ABSENT), 400, MISSING);
    private static final String INVALID = "InvalidParameter";
    private static final String TAG_KEY = "InvalidTagKey.Malformed";

    /** Each of the values is a way. */
    public static Wrong each(int status, String code, Object... values) {
        return new Wrong(Arrays.stream(values)
                .map(value -> new Way(Arbitraries.just(value), status, code))
                .toList());
    }

    /** Any of the generated values is as good as another. */
    public static Wrong any(int status, String code, Arbitrary<?> values) {
        return new Wrong(List.of(new Way(values, status, code)));
    }

    public Wrong or(Wrong... others) {
        return new Wrong(Stream.concat(Stream.of(this), Arrays.stream(others))
                .flatMap(each -> each.ways.stream())
                .toList());
    }

    boolean whenAbsent() {
        return ways.contains(LEFT_OUT);
    }

    private static Arbitrary<String> words() {
        return Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(20);
    }

    /** Text of more than so many characters, some of which are two chars. */
    private static Arbitrary<String> longer(int characters) {
        return Arbitraries.of("x", "ü", "汉", "\uD83D\uDE00")
                .list()
                .ofMinSize(characters + 1)
                .ofMaxSize(characters + 40)
                .map(parts -> String.join("", parts));
    }

    /** What no field takes that is a line of text. */
    public static Wrong text() {
        Arbitrary<String> withControlCharacter = Combinators.combine(
                        words(), Arbitraries.chars().range('\u0000', '\u001f'), words())
                .as((before, control, after) -> before + control + after);
        return each(
                        400,
                        MALFORMED_BODY,
                        7,
                        true,
                        List.of("x"),
                        Map.of("x", "y"),
                        "\u0000",
                        "a\nb",
                        "a\u007fb",
                        "a\u0085b",
                        "a\uD800",
                        "\uDC00b")
                .or(any(400, MALFORMED_BODY, withControlCharacter));
    }

    /** A field of text for people. */
    public static Wrong text(int most) {
        return tooLong(most).or(text());
    }

    public static Wrong tooLong(int most) {
        return each(400, INVALID, "x".repeat(most + 1)).or(any(400, INVALID, longer(most)));
    }

    /** A field that has to be there, and not blank. */
    public static Wrong required() {
        return leftOut().or(each(400, MISSING, "", " ", "\u2003"));
    }

    /** What has to be there. */
    public static Wrong leftOut() {
        return new Wrong(List.of(LEFT_OUT));
    }

    /** A required field that names a thing; unknown ones, or ones of another kind or account, are for the caller to say. */
    public static Wrong id() {
        return required().or(text(64));
    }

    /** A name or description: too long, or like an address of the web. */
    public static Wrong label(int most, String code) {
        return each(400, code, "x".repeat(most + 1), "http://", "https://shop")
                .or(any(400, code, longer(most)), text());
    }

    /** A field of which only some words are allowed. */
    public static Wrong word(int status, String code) {
        return any(status, code, words()).or(each(status, code, "ＰayByTraffic", "null"), text());
    }

    /** A whole number within bounds. */
    public static Wrong number(long least, long most) {
        return each(400, INVALID, least - 1, most + 1, Integer.MIN_VALUE, Integer.MAX_VALUE)
                .or(wholeNumber());
    }

    /** A whole number of which it depends on other things what may be. */
    public static Wrong wholeNumber() {
        return each(
                400,
                MALFORMED_BODY,
                "ten",
                "7",
                "",
                1.5,
                true,
                List.of(1),
                Map.of("x", 1),
                new BigInteger("123456789012345678901"));
    }

    public static Wrong flag() {
        return each(400, MALFORMED_BODY, "true", "maybe", 1, 0.5, List.of(true), Map.of("x", true));
    }

    /** What is no IPv4 address. */
    public static Wrong address(int status, String code) {
        Arbitrary<String> numbers = Arbitraries.integers()
                .between(0, 999)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .filter(parts -> parts.size() != 4 || parts.stream().anyMatch(part -> part > 255))
                .map(parts ->
                        String.join(".", parts.stream().map(String::valueOf).toList()));
        return each(
                        status,
                        code,
                        "",
                        "192.168.0.01",
                        "192.168.0.256",
                        "192.168.0.-1",
                        "192.168.0.88/32",
                        "192.168.0.",
                        "1.2.3.4.",
                        " 192.168.0.8",
                        "192.168.0.８",
                        "2001:db8::1",
                        "::1",
                        "::ffff:10.0.0.1")
                .or(any(status, code, words()), any(status, code, numbers), text());
    }

    /** What is no block of IPv4 addresses. */
    public static Wrong block(int status, String code) {
        return each(
                        status,
                        code,
                        "10.0.0.0",
                        "10.0.0.0/",
                        "/16",
                        "10.0.0/16",
                        "10.0.0.0/33",
                        "10.0.0.0/-1",
                        "10.0.0.0/1６",
                        "10.0.0.256/16",
                        "10.0.0.0/16/16",
                        "::/0",
                        "2001:db8::/64")
                .or(any(status, code, words()), text());
    }

    /** What is no id of a resource group. */
    public static Wrong resourceGroup() {
        String code = "InvalidResourceGroupId";
        return each(400, code, "group", "rg-", "rg-ü", "rg-a b", "rg-" + "x".repeat(62))
                .or(any(400, code, words()), text());
    }

    /** What the tag rules forbid. */
    public static Wrong tags() {
        Function<String, Object> key = text -> List.of(Map.of("key", text, "value", "shop"));
        Function<String, Object> value = text -> List.of(Map.of("key", "team", "value", text));
        Wrong forbidden = new Wrong(Stream.of(Map.entry(TAG_KEY, key), Map.entry("InvalidTagValue.Malformed", value))
                .flatMap(which -> Stream.of(
                                words().map("aliyun"::concat),
                                words().map("acs:"::concat),
                                words().map(word -> word + "http://"),
                                words().map("https://"::concat),
                                Arbitraries.just("x".repeat(129)),
                                longer(128))
                        .map(text -> new Way(text.map(which.getValue()), 400, which.getKey())))
                .toList());
        return forbidden.or(
                each(400, TAG_KEY, List.of(Map.of("value", "shop")), List.of(Map.of("key", ""))),
                any(400, "Duplicate.TagKey", words().map(word -> Collections.nCopies(2, Map.of("key", word)))),
                each(400, "NumberExceed.Tags", manyTags(21), manyTags(200)),
                each(
                        400,
                        MALFORMED_BODY,
                        7,
                        "team",
                        Map.of("team", "shop"),
                        List.of("team"),
                        List.of(7),
                        Collections.singletonList(null),
                        List.of(Map.of("key", 7)),
                        List.of(Map.of("key", "team", "value", List.of())),
                        List.of(Map.of("key", "a\u0007b")),
                        List.of(Map.of("key", "team", "value", "a\nb")),
                        List.of(Map.of("key", "team", "colour", "red"))));
    }

    private static List<Map<String, String>> manyTags(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> Map.of("key", "key-" + number))
                .toList();
    }

    /** Tags of a request that is about nothing else. */
    public static Wrong tagsToAdd() {
        return leftOut().or(each(400, MISSING, List.of()), tags());
    }

    /** A parameter of the address that is none of the ids, and the right one when another account asks. */
    public static Wrong unknown(String code, String... idsOfOtherKinds) {
        return each(404, code, (Object[]) idsOfOtherKinds)
                .or(each(404, code, " ", "ü汉\uD83D\uDE00", "x-bp", "%", "'", "*", "x".repeat(600)));
    }

    /** The right value, when another account asks. */
    public static Wrong askedByAnother(String code) {
        return each(404, code, ASKED_BY_ANOTHER);
    }

    /** A number in a query. */
    public static Wrong numberOfQuery(int least, int most) {
        return each(
                400,
                INVALID,
                String.valueOf(least - 1),
                String.valueOf(most + 1),
                "-1",
                "ten",
                "1.5",
                "99999999999",
                List.of("1", "2"));
    }

    /** A flag in a query. */
    public static Wrong flagOfQuery() {
        return each(400, INVALID, "maybe", "1", List.of("true", "true"));
    }

    /** A filter that has one value. */
    public static Wrong filter() {
        return each(400, INVALID, "x".repeat(600), List.of("x", "y"));
    }

    /** A filter that may have several values. */
    public static Wrong filters(int most) {
        return each(400, INVALID, "x".repeat(600), Collections.nCopies(most + 1, "x"));
    }

    /** Tags, or keys of tags, in a query. */
    public static Wrong tagsOfQuery() {
        return each(400, INVALID, "x".repeat(600)).or(each(400, "NumberExceed.Tags", Collections.nCopies(21, "x")));
    }
}
