package io.openhavip.eip.api;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.eip.EipInstanceType;
import io.openhavip.contracts.eip.EipStatus;
import io.openhavip.eip.domain.InternetChargeType;
import io.openhavip.service.api.Fields;
import io.openhavip.service.api.Parameters;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the parameters of requests about EIPs; what is malformed is refused before it becomes a command. */
final class EipParameters {

    static final String DEFAULT_BANDWIDTH = "5";
    static final String ISP = "BGP";

    private static final Pattern BANDWIDTH = Pattern.compile("[0-9]{1,6}");

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
        return given.map(text -> Parameters.oneOf(
                        "internetChargeType", text, InternetChargeType.values(), ErrorCode.INVALID_PARAMETER))
                .orElse(InternetChargeType.PayByBandwidth);
    }

    static String isp(Optional<String> given) {
        given.filter(text -> !text.equals(ISP)).ifPresent(text -> {
            throw new Refusal(ErrorCode.INVALID_PARAMETER, "\"isp\" must be " + ISP + ", not " + text + ".");
        });
        return ISP;
    }

    static EipInstanceType instanceType(String given) {
        return Parameters.oneOf(
                "instanceType", given, EipInstanceType.values(), ErrorCode.EIP_INSTANCE_TYPE_NOT_SUPPORTED);
    }

    static EipInstanceType instanceTypeToFind(String given) {
        return Parameters.oneOf(
                "instanceType", given, EipInstanceType.values(), ErrorCode.ASSOCIATED_INSTANCE_TYPE_NOT_SUPPORTED);
    }

    static EipStatus status(String given) {
        return Parameters.oneOf("status", given, EipStatus.values(), ErrorCode.INVALID_PARAMETER);
    }

    static String name(String given) {
        return Fields.name("name", Optional.of(given), ErrorCode.INVALID_NAME_MALFORMED);
    }

    static String description(String given) {
        return Fields.description("description", Optional.of(given), ErrorCode.INVALID_DESCRIPTION_MALFORMED);
    }
}
