package io.openhavip.eip.api;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.TagRules;
import io.openhavip.contracts.eip.EipInstanceType;
import io.openhavip.contracts.eip.EipStatus;
import io.openhavip.eip.domain.InternetChargeType;
import io.openhavip.service.api.Fields;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the parameters of requests about EIPs; what is malformed is refused before it becomes a command. */
final class EipParameters {

    /** Values that one property can be filtered by. */
    static final int MOST_VALUES = 50;

    static final String DEFAULT_BANDWIDTH = "5";
    static final String ISP = "BGP";

    private static final Pattern BANDWIDTH = Pattern.compile("[0-9]{1,6}");
    private static final Pattern RESOURCE_GROUP = Pattern.compile("rg-[A-Za-z0-9-]{1,61}");

    private EipParameters() {}

    /** Mbit/s; what is allowed is the EIP's to say. */
    static int bandwidth(String given) {
        if (!BANDWIDTH.matcher(given).matches()) {
            throw new Refusal(
                    ErrorCode.INVALID_PARAMETER, "\"bandwidth\" must be a number of Mbit/s, not " + given + ".");
        }
        return Integer.parseInt(given);
    }

    static InternetChargeType internetChargeType(Optional<String> given) {
        return given.map(text ->
                        oneOf("internetChargeType", text, InternetChargeType.values(), ErrorCode.INVALID_PARAMETER))
                .orElse(InternetChargeType.PayByBandwidth);
    }

    static String isp(Optional<String> given) {
        given.filter(text -> !text.equals(ISP)).ifPresent(text -> {
            throw new Refusal(ErrorCode.INVALID_PARAMETER, "\"isp\" must be " + ISP + ", not " + text + ".");
        });
        return ISP;
    }

    static String resourceGroup(String given) {
        if (!RESOURCE_GROUP.matcher(given).matches()) {
            throw new Refusal(
                    ErrorCode.INVALID_RESOURCE_GROUP,
                    "\"resourceGroupId\" must be rg- with letters, digits and dashes, 64 characters at most.");
        }
        return given;
    }

    static EipInstanceType instanceType(String given) {
        return oneOf("instanceType", given, EipInstanceType.values(), ErrorCode.EIP_INSTANCE_TYPE_NOT_SUPPORTED);
    }

    static EipInstanceType instanceTypeToFind(String given) {
        return oneOf("instanceType", given, EipInstanceType.values(), ErrorCode.ASSOCIATED_INSTANCE_TYPE_NOT_SUPPORTED);
    }

    static EipStatus status(String given) {
        return oneOf("status", given, EipStatus.values(), ErrorCode.INVALID_PARAMETER);
    }

    static String name(String given) {
        return Fields.name("name", Optional.of(given), ErrorCode.INVALID_NAME_MALFORMED);
    }

    static String description(String given) {
        return Fields.description("description", Optional.of(given), ErrorCode.INVALID_DESCRIPTION_MALFORMED);
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

    /** Tags, or keys of tags, in a query. */
    static List<String> tags(List<String> given) {
        if (given.size() > TagRules.MOST_TAGS) {
            throw new Refusal(
                    ErrorCode.TAGS_EXCEEDED,
                    "A request can name " + TagRules.MOST_TAGS + " tags, not " + given.size() + ".");
        }
        return given;
    }

    private static <E extends Enum<E>> E oneOf(String name, String text, E[] values, ErrorCode otherwise) {
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
