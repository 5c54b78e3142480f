package io.openhavip.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagRulesTest {

    private static final String LONGEST = "k".repeat(TagRules.LONGEST);

    @Test
    void addedTagReplacesTheOneWithItsKey() {
        assertThat(TagRules.with(Map.of("a", "1", "b", "2"), Map.of("b", "3", "c", "")))
                .containsExactly(Map.entry("a", "1"), Map.entry("b", "3"), Map.entry("c", ""));
    }

    @Test
    void keysThatAreNotThereArePassedOver() {
        assertThat(TagRules.without(Map.of("a", "1", "b", "2"), List.of("b", "z")))
                .containsExactly(Map.entry("a", "1"));
    }

    @Test
    void keyAndValueMayBeAsLongAsTheGuideSays() {
        assertThat(TagRules.with(Map.of(), Map.of(LONGEST, LONGEST))).containsEntry(LONGEST, LONGEST);
    }

    @Test
    void lengthCountsCharactersNotCodeUnits() {
        String key = "\uD83C\uDF10".repeat(TagRules.LONGEST);
        assertThat(TagRules.with(Map.of(), Map.of(key, ""))).containsKey(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "aliyun", "aliyunfoo", "acs:foo", "see http://x", "see https://x"})
    void keyThatTheGuideForbidsIsRefused(String key) {
        refused(ErrorCode.INVALID_TAG_KEY_MALFORMED, Map.of(key, "value"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"aliyun", "acs:foo", "http://x", "see https://x"})
    void valueThatTheGuideForbidsIsRefused(String value) {
        refused(ErrorCode.INVALID_TAG_VALUE_MALFORMED, Map.of("key", value));
    }

    @Test
    void keyAndValueThatAreTooLongAreRefused() {
        refused(ErrorCode.INVALID_TAG_KEY_MALFORMED, Map.of(LONGEST + "k", "value"));
        refused(ErrorCode.INVALID_TAG_VALUE_MALFORMED, Map.of("key", LONGEST + "k"));
    }

    @Test
    void twentyFirstTagIsRefused() {
        Map<String, String> twenty = IntStream.range(0, TagRules.MOST_TAGS)
                .boxed()
                .collect(Collectors.toMap(number -> "key" + number, number -> ""));
        assertThat(TagRules.with(twenty, Map.of("key0", "changed"))).hasSize(TagRules.MOST_TAGS);
        assertThatThrownBy(() -> TagRules.with(twenty, Map.of("another", "")))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.TAGS_EXCEEDED));
    }

    private static void refused(ErrorCode code, Map<String, String> tags) {
        assertThatThrownBy(() -> TagRules.with(Map.of(), tags))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
