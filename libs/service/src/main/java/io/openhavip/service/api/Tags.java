package io.openhavip.service.api;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.TagRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Tags between bodies, which list them, and the rest, which maps keys to values. */
public final class Tags {

    /** A tag in a body; a missing value is empty. */
    public record NewTag(Optional<String> key, Optional<String> value) {}

    /** What a {@code tag} of a query is, for its description in OpenAPI documents. */
    public static final String IN_QUERY =
            "key=value, or key for any value; within the key, = is written %3D and % is written %25, before the query is encoded";

    private Tags() {}

    /**
     * The tags of a body.
     *
     * @throws Refusal if one breaks {@link TagRules}, has no key, or a key comes twice
     */
    public static Map<String, String> of(Optional<List<NewTag>> given) {
        Map<String, String> tags = new TreeMap<>();
        for (NewTag tag : given.orElse(List.of())) {
            String key = tag.key()
                    .orElseThrow(() -> new Refusal(ErrorCode.INVALID_TAG_KEY_MALFORMED, "A tag must have a \"key\"."));
            if (tags.put(key, tag.value().orElse("")) != null) {
                throw new Refusal(ErrorCode.DUPLICATE_TAG_KEY, "The tag key \"" + key + "\" is given twice.");
            }
        }
        return TagRules.with(Map.of(), tags);
    }

    /**
     * The tags of a body that is about nothing else.
     *
     * @throws Refusal as {@link #of}, or {@code MissingParameter} if there is none
     */
    public static Map<String, String> toAdd(Optional<List<NewTag>> given) {
        Map<String, String> tags = of(given);
        if (tags.isEmpty()) {
            throw Fields.missing("tags");
        }
        return tags;
    }

    /** Tags as they are answered, sorted by key. */
    public static List<Tag> listed(Map<String, String> tags) {
        return new TreeMap<>(tags)
                .entrySet().stream()
                        .map(tag -> new Tag(tag.getKey(), tag.getValue()))
                        .toList();
    }

    /**
     * Tags that a listing is filtered by, each as {@link #IN_QUERY} says.
     *
     * @throws Refusal {@code NumberExceed.Tags}
     */
    public static Map<String, Optional<String>> filter(List<String> given) {
        Map<String, Optional<String>> wanted = new TreeMap<>();
        for (String tag : Parameters.tags(given)) {
            int equals = tag.indexOf('=');
            String key = equals < 0 ? tag : tag.substring(0, equals);
            wanted.put(
                    key.replace("%3D", "=").replace("%25", "%"),
                    equals < 0 ? Optional.empty() : Optional.of(tag.substring(equals + 1)));
        }
        return wanted;
    }
}
