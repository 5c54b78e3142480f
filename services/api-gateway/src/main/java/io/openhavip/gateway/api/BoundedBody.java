package io.openhavip.gateway.api;

import io.openhavip.gateway.wire.ApiError;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/**
 * Gathers a request's body up to a bound: a body without a length is otherwise taken whole, from anybody, before it is known who sent
 * it. For the event loop of the request.
 */
final class BoundedBody {

    private BoundedBody() {}

    /**
     * @param most bytes
     * @return fails with an {@link ApiError} of status 413 as soon as there are more; what still comes is dropped
     */
    static Future<Buffer> of(HttpServerRequest request, long most) {
        Promise<Buffer> whole = Promise.promise();
        Buffer gathered = Buffer.buffer();
        request.exceptionHandler(whole::tryFail);
        request.handler(part -> {
            if (gathered.length() + (long) part.length() <= most) {
                gathered.appendBuffer(part);
            } else if (!whole.future().isComplete()) {
                whole.fail(new ApiError(
                        413, "RequestEntityTooLarge", "The body of the request has more than " + most + " bytes."));
            }
        });
        request.endHandler(end -> whole.tryComplete(gathered));
        request.resume();
        return whole.future();
    }
}
