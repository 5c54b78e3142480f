package io.openhavip.contracts.network;

import java.util.List;
import java.util.Map;

/** What a resource is tagged with: events of whichever aggregate {@link #resourceId()} names. */
public sealed interface TagEvent extends NetworkEvent {

    String resourceId();

    @Override
    default String subject() {
        return resourceId();
    }

    /** @param tags those that were added, or got another value */
    record ResourceTagged(String resourceId, Map<String, String> tags) implements TagEvent {}

    record ResourceUntagged(String resourceId, List<String> tagKeys) implements TagEvent {}
}
