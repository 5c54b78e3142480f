package io.openhavip.network.api;

import io.openhavip.contracts.ErrorCode;
import io.openhavip.contracts.Refusal;
import io.openhavip.contracts.TagRules;
import io.openhavip.service.api.Fields;
import io.openhavip.service.api.Paging;
import io.openhavip.service.api.Tags;
import java.util.List;
import java.util.Map;
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

    /** Tags to add; there must be one. */
    static Map<String, String> tags(Optional<List<Tags.NewTag>> given) {
        Map<String, String> tags = Tags.of(given);
        if (tags.isEmpty()) {
            throw missing("tags");
        }
        return tags;
    }

    /** Keys of tags to take away; there must be one, unless all tags are to go. */
    static List<String> tagKeys(List<String> given, boolean all) {
        if (given.isEmpty() && !all) {
            throw missing("key");
        }
        Fields.within("number of key", given.size(), 0, TagRules.MOST_TAGS);
        return given;
    }

    private static Refusal missing(String name) {
        return new Refusal(
                ErrorCode.MISSING_PARAMETER,
                "The input parameter \"" + name + "\" that is mandatory for processing this request is not supplied.");
    }

    private static List<String> atMost(String name, List<String> given, int most) {
        Fields.within("number of " + name, given.size(), 0, most);
        return given.stream()
                .map(id -> Fields.required(name, Optional.ofNullable(id)))
                .toList();
    }
}
