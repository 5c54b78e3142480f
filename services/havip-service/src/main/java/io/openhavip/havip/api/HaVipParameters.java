package io.openhavip.havip.api;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.havip.AssociatedInstanceType;
import io.openhavip.service.api.Parameters;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the parameters of requests about HAVIPs; what is malformed is refused before it becomes a command. */
final class HaVipParameters {

    private static final Pattern ADDRESS = Pattern.compile(Parameters.IPV4);

    private HaVipParameters() {}

    /** An IPv4 address, if one is asked for; whether it can be had is network-service's to say. */
    static Optional<String> address(Optional<String> given) {
        given.filter(text -> !ADDRESS.matcher(text).matches()).ifPresent(text -> {
            throw new Refusal(
                    ErrorCode.INVALID_IP_MALFORMED, "The specified IpAddress \"" + text + "\" is not an IPv4 address.");
        });
        return given;
    }

    static AssociatedInstanceType instanceType(Optional<String> given) {
        return given.map(text -> Parameters.oneOf(
                        "instanceType", text, AssociatedInstanceType.values(), ErrorCode.INVALID_PARAMETER))
                .orElse(AssociatedInstanceType.EcsInstance);
    }
}
