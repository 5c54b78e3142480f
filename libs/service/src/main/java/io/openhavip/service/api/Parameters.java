package io.openhavip.service.api;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.TagRules;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads parameters that requests of several services have; what is malformed is refused before it becomes a command. */
public final class Parameters {

    /** Values that one property can be filtered by. */
    static final int MOST_VALUES = 50;

    /** An IPv4 address in text, as a regular expression: decimal octets without leading zeros. */
    public static final String IPV4 =
            "((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

    private static final Pattern RESOURCE_GROUP = Pattern.compile("rg-[A-Za-z0-9-]{1,61}");

    private Parameters() {}

    /** @throws Refusal {@code InvalidResourceGroupId} if it is no id of a resource group */
    public static String resourceGroup(String given) {
        if (!RESOURCE_GROUP.matcher(given).matches()) {
            throw new Refusal(
                    ErrorCode.INVALID_RESOURCE_GROUP,
                    "\"resourceGroupId\" must be rg- with letters, digits and dashes, 64 characters at most.");
        }
        return given;
    }

    /**
     * The resource group that a move names.
     *
     * @throws Refusal {@code MissingParameter}, {@code InvalidResourceGroupId}
     */
    public static String requiredResourceGroup(Optional<String> given) {
        return given.filter(text -> !text.isBlank())
                .map(Parameters::resourceGroup)
                .orElseThrow(() -> Fields.missing("resourceGroupId"));
    }

    /** A flag, {@code true} or {@code false} in any case; absent is false. */
    public static boolean flag(String name, Optional<String> given) {
        return switch (given.orElse("false").toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new Refusal(
                        ErrorCode.INVALID_PARAMETER,
                        "\"" + name + "\" must be true or false, not " + given.orElse("") + ".");
        };
    }

    /** The values that a property is filtered by. */
    public static List<String> values(String name, List<String> given) {
        if (given.size() > MOST_VALUES) {
            throw new Refusal(
                    ErrorCode.INVALID_PARAMETER,
                    "\"" + name + "\" can have " + MOST_VALUES + " values, not " + given.size() + ".");
        }
        given.forEach(value -> Fields.optional(name, Optional.of(value)));
        return given;
    }

    /**
     * Keys of tags to take away; there must be one, unless all tags are to go.
     *
     * @throws Refusal {@code MissingParameter}, {@code NumberExceed.Tags}
     */
    public static List<String> tagKeys(List<String> given, boolean all) {
        if (given.isEmpty() && !all) {
            throw Fields.missing("key");
        }
        return tags(given);
    }

    /** Tags, or keys of tags, in a query. */
    static List<String> tags(List<String> given) {
        if (given.size() > TagRules.MOST_TAGS) {
            throw new Refusal(
                    ErrorCode.TAGS_EXCEEDED,
                    "A request can name " + TagRules.MOST_TAGS + " tags, not " + given.size() + ".");
        }
        return given;
    }

    /**
     * The value of that name, in any case.
     *
     * @param otherwise the code for a name that none has
     */
    public static <E extends Enum<E>> E oneOf(String name, String text, E[] values, ErrorCode otherwise) {
        return Arrays.stream(values)
                .filter(value -> value.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        otherwise,
                        "\"" + name + "\" must be one of "
                                + Arrays.stream(values).map(Enum::name).collect(Collectors.joining(", ")) + ", not "
                                + text
                                + "."));
    }
}
