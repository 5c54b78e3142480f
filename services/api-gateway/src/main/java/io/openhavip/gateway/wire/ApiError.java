package io.openhavip.gateway.wire;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A request that is answered with an error of the wire protocol.
 *
 * <p>Its message is shown to the caller; it holds no secret. Clients compare parts of it with codes, so it names none but its own.
 */
public final class ApiError extends RuntimeException {

    private final int status;
    private final String code;
    private final Map<String, String> accessDeniedDetail;
    private final Duration retryAfter;
    private final String requestId;

    /** @param status HTTP, 400 to 599: clients look at the code only then */
    public ApiError(int status, String code, String message) {
        this(status, code, message, Map.of(), Duration.ZERO, "");
    }

    private ApiError(
            int status,
            String code,
            String message,
            Map<String, String> accessDeniedDetail,
            Duration retryAfter,
            String requestId) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.accessDeniedDetail = accessDeniedDetail;
        this.retryAfter = retryAfter;
        this.requestId = requestId;
    }

    /** A service's refusal, with its id of the request, under which its log has it. */
    public static ApiError ofService(int status, String code, String message, String requestId) {
        return new ApiError(status, code, message, Map.of(), Duration.ZERO, requestId);
    }

    /** The id that the request has already; empty if none. */
    public Optional<String> requestId() {
        return Optional.of(requestId).filter(id -> !id.isEmpty());
    }

    /** A refusal by the caller's policies. */
    public static ApiError forbidden(String message, Map<String, String> accessDeniedDetail) {
        return new ApiError(403, "Forbidden.RAM", message, accessDeniedDetail, Duration.ZERO, "");
    }

    /** A key calls an action too often. */
    public static ApiError throttled(Duration retryAfter) {
        return new ApiError(
                400, "Throttling.User", "Request was denied due to user flow control.", Map.of(), retryAfter, "");
    }

    /** When to try again; zero if time does not help. */
    public Duration retryAfter() {
        return retryAfter;
    }

    /** Which permission a refusal by policies misses, by the field's names; empty for any other error. */
    public Map<String, String> accessDeniedDetail() {
        return accessDeniedDetail;
    }

    /** A required parameter is absent or empty. */
    public static ApiError missing(String parameter) {
        return new ApiError(
                400,
                "Missing" + parameter,
                "The input parameter \"" + parameter
                        + "\" that is mandatory for processing this request is not supplied.");
    }

    public static ApiError invalid(String message) {
        return new ApiError(400, "InvalidParameter", message);
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }
}
