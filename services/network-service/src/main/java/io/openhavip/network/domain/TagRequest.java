package io.openhavip.network.domain;

import java.util.List;
import java.util.Map;

/** Commands about tags, the same for every kind of resource. */
public sealed interface TagRequest extends NetworkRequest {

    ResourceKind kind();

    String resourceId();

    String accountId();

    record TagResource(ResourceKind kind, String resourceId, String accountId, Map<String, String> tags)
            implements TagRequest {}

    /** @param all every tag, whatever {@code tagKeys} says */
    record UntagResource(ResourceKind kind, String resourceId, String accountId, List<String> tagKeys, boolean all)
            implements TagRequest {}
}
