package io.openhavip.stack.terraform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A refusal as the provider sees it, with the provider's rules of what to make of it. */
public final class ApiFailure extends RuntimeException {

    private static final int NOT_FOUND = 404;
    private static final int FIRST_FAULT = 500;
    private static final Pattern THROTTLED = Pattern.compile("^(Throttling|Rejected\\.Throttling|ServiceUnavailable)");

    private final int status;
    private final String code;
    private final String body;

    ApiFailure(String action, int status, JsonNode body) {
        super(action + ": " + status + " " + body, null, false, false);
        this.status = status;
        this.code = body.path("Code").asText();
        this.body = body.toString();
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /** The provider's rule: the same code, or an expected one that begins with it, or one that is anywhere in the error. */
    public boolean isOneOf(List<String> expected) {
        return expected.stream().anyMatch(one -> one.equals(code) || one.startsWith(code) || body.contains(one));
    }

    /** What the provider tries again whatever the call is. */
    public boolean needsRetry() {
        return status >= FIRST_FAULT || THROTTLED.matcher(code).find();
    }

    /** What the provider takes for a resource that is gone. */
    public boolean isNotFound() {
        return status == NOT_FOUND
                || body.contains("NotFound")
                || body.toLowerCase(Locale.ROOT).contains("not found");
    }
}
