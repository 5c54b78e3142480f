package io.openhavip.network.api;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.network.domain.SecurityGroup;
import io.openhavip.service.api.Fields;
import io.openhavip.service.api.Paging;
import io.openhavip.service.api.Parameters;
import java.util.List;
import java.util.Optional;

/** Checks of lists that requests give. */
final class Listing {

    private Listing() {}

    /** Ids that a listing is narrowed to. */
    static List<String> ids(String name, List<String> given) {
        return atMost(name, given, Paging.LARGEST_PAGE);
    }

    /** The groups of a member, each once. */
    static List<String> securityGroupIds(List<String> given) {
        return atMost("securityGroupIds", given, SecurityGroup.MOST_OF_A_MEMBER).stream()
                .distinct()
                .toList();
    }

    /** What a listing is narrowed to, as the values of its kind are spelled. */
    static <E extends Enum<E>> Optional<String> oneOf(String name, Optional<String> given, E[] values) {
        return given.map(text -> Parameters.oneOf(name, text, values, ErrorCode.INVALID_PARAMETER)
                .name());
    }

    private static List<String> atMost(String name, List<String> given, int most) {
        Fields.within("number of " + name, given.size(), 0, most);
        return given.stream()
                .map(id -> Fields.required(name, Optional.ofNullable(id)))
                .toList();
    }
}
