package io.openhavip.havip.api;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.TagRules;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.service.api.Fields;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the parameters of requests about HAVIPs; what is malformed is refused before it becomes a command. */
final class HaVipParameters {

    /** Values that one property can be filtered by. */
    static final int MOST_VALUES = 50;

    private static final Pattern ADDRESS =
            Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(?!$)|$)){4}");
    private static final Pattern RESOURCE_GROUP = Pattern.compile("rg-[A-Za-z0-9-]{1,61}");

    private HaVipParameters() {}

    /** An IPv4 address, if one is asked for; whether it can be had is network-service's to say. */
    static Optional<String> address(Optional<String> given) {
        given.filter(text -> !ADDRESS.matcher(text).matches()).ifPresent(text -> {
            throw new Refusal(
                    ErrorCode.INVALID_IP_MALFORMED, "The specified IpAddress \"" + text + "\" is not an IPv4 address.");
        });
        return given;
    }

    static String resourceGroup(String given) {
        if (!RESOURCE_GROUP.matcher(given).matches()) {
            throw new Refusal(
                    ErrorCode.INVALID_RESOURCE_GROUP,
                    "\"resourceGroupId\" must be rg- with letters, digits and dashes, 64 characters at most.");
        }
        return given;
    }

    static AssociatedInstanceType instanceType(Optional<String> given) {
        return given.map(text -> oneOf("instanceType", text, AssociatedInstanceType.values()))
                .orElse(AssociatedInstanceType.EcsInstance);
    }

    /** A flag, {@code true} or {@code false} in any case; absent is false. */
    static boolean flag(String name, Optional<String> given) {
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
    static List<String> values(String name, List<String> given) {
        if (given.size() > MOST_VALUES) {
            throw new Refusal(
                    ErrorCode.INVALID_PARAMETER,
                    "\"" + name + "\" can have " + MOST_VALUES + " values, not " + given.size() + ".");
        }
        given.forEach(value -> Fields.optional(name, Optional.of(value)));
        return given;
    }

    /** Keys of tags in a query. */
    static List<String> tagKeys(List<String> given) {
        if (given.size() > TagRules.MOST_TAGS) {
            throw new Refusal(
                    ErrorCode.TAGS_EXCEEDED,
                    "A request can name " + TagRules.MOST_TAGS + " tags, not " + given.size() + ".");
        }
        return given;
    }

    static <E extends Enum<E>> E oneOf(String name, String text, E[] values) {
        return Arrays.stream(values)
                .filter(value -> value.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        ErrorCode.INVALID_PARAMETER,
                        "\"" + name + "\" must be one of "
                                + Arrays.stream(values).map(Enum::name).collect(Collectors.joining(", ")) + ", not "
                                + text
                                + "."));
    }
}
