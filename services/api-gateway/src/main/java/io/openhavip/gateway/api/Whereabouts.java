package io.openhavip.gateway.api;

import io.openhavip.gateway.action.RamResource;
import io.openhavip.gateway.wire.ApiError;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks up the regions of resources, for callers whose permission hangs on them. */
final class Whereabouts {

    private static final int NOT_FOUND = 404;

    private Whereabouts() {}

    /**
     * The regions of those that have an id and exist; whoever asks for another is told so by its service.
     *
     * @param services makes a request for the account whose resources they are
     */
    static Future<Map<RamResource, String>> of(List<RamResource> resources, ActionRun.Services services) {
        Future<Map<RamResource, String>> found = Future.succeededFuture(new HashMap<>());
        for (RamResource resource : resources) {
            found = found.compose(regions -> resource.lookUp()
                    .map(call -> services.apply(call)
                            .map(answer -> {
                                regions.put(
                                        resource, answer.body().path("regionId").asText());
                                return regions;
                            })
                            .recover(failure -> failure instanceof ApiError error && error.status() == NOT_FOUND
                                    ? Future.succeededFuture(regions)
                                    : Future.failedFuture(failure)))
                    .orElseGet(() -> Future.succeededFuture(regions)));
        }
        return found;
    }
}
