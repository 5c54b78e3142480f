package io.openhavip.network.api;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.TagRules;
import io.openhavip.service.api.Fields;
import io.openhavip.service.api.Paging;
import java.util.List;
import java.util.Optional;

/** Checks of lists that requests give. */
final class Listing {

    /** Security groups of one network interface; more than Alibaba allows is not asked for by mistake only. */
    static final int MOST_SECURITY_GROUPS = 16;

    private Listing() {}

    /** Ids that a listing is narrowed to. */
    static List<String> ids(String name, List<String> given) {
        return atMost(name, given, Paging.LARGEST_PAGE);
    }

    static List<String> securityGroupIds(List<String> given) {
        return atMost("securityGroupIds", given, MOST_SECURITY_GROUPS);
    }

    /** Keys of tags to take away; there must be one. */
    static List<String> tagKeys(List<String> given) {
        if (given.isEmpty()) {
            throw new Refusal(ErrorCode.MISSING_PARAMETER, "At least one \"tagKey\" must be given.");
        }
        Fields.within("number of tagKey", given.size(), 1, TagRules.MOST_TAGS);
        return given;
    }

    private static List<String> atMost(String name, List<String> given, int most) {
        Fields.within("number of " + name, given.size(), 0, most);
        return given.stream().map(id -> Fields.required(name, Optional.of(id))).toList();
    }
}
