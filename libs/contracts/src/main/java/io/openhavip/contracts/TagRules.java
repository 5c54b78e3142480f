package io.openhavip.contracts;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** What tags a resource may have (HAVIP guide, "Create an HAVIP"; TagResources). Pure. */
public final class TagRules {

    /** Tags of one resource, and of one call. */
    public static final int MOST_TAGS = 20;
    /** Characters of a key, and of a value. */
    public static final int LONGEST = 128;

    private TagRules() {}

    /**
     * The tags of a resource after some were added; one whose key is there gets the new value.
     *
     * @throws Refusal if a key or value is not allowed, or there would be more than {@value #MOST_TAGS}
     */
    public static Map<String, String> with(Map<String, String> tags, Map<String, String> added) {
        added.forEach(TagRules::check);
        Map<String, String> all = new TreeMap<>(tags);
        all.putAll(added);
        if (all.size() > MOST_TAGS) {
            throw new Refusal(
                    ErrorCode.TAGS_EXCEEDED, "A resource can have " + MOST_TAGS + " tags, not " + all.size() + ".");
        }
        return all;
    }

    /** The tags of a resource after some were taken away; keys that it does not have are passed over. */
    public static Map<String, String> without(Map<String, String> tags, Collection<String> keys) {
        Map<String, String> left = new TreeMap<>(tags);
        left.keySet().removeAll(keys);
        return left;
    }

    private static void check(String key, String value) {
        if (key.isEmpty() || !isAllowed(key)) {
            throw new Refusal(
                    ErrorCode.INVALID_TAG_KEY_MALFORMED,
                    "The tag key \"" + key + "\" must have 1 to " + LONGEST
                            + " characters, must not start with aliyun or acs:"
                            + " and must not contain http:// or https://.");
        }
        if (!isAllowed(value)) {
            throw new Refusal(
                    ErrorCode.INVALID_TAG_VALUE_MALFORMED,
                    "The value of the tag \"" + key + "\" must have at most " + LONGEST
                            + " characters, must not start with aliyun or acs: and must not contain http:// or https://.");
        }
    }

    private static boolean isAllowed(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST
                && !text.startsWith("aliyun")
                && !text.startsWith("acs:")
                && !text.contains("http://")
                && !text.contains("https://");
    }
}
