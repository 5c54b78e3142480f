package io.openhavip.service.api;

/**
 * An error answer, {@code application/problem+json} (RFC 9457).
 *
 * @param type always {@code about:blank}: the code says what it is
 * @param title the HTTP status in words
 * @param status the HTTP status
 * @param detail for people
 * @param code the wire code, for programs
 * @param requestId the request, in logs and traces
 */
public record Problem(String type, String title, int status, String detail, String code, String requestId) {}
