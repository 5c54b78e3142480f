package io.openhavip.gateway.admin;

import jakarta.ws.rs.core.Response;

/**
 * An error answer, {@code application/problem+json} (RFC 9457).
 *
 * @param detail for people
 * @param code for programs
 */
public record Problem(String type, String title, int status, String detail, String code) {

    static Response answer(Response.Status status, String code, String detail) {
        return Response.status(status)
                .type("application/problem+json")
                .entity(new Problem("about:blank", status.getReasonPhrase(), status.getStatusCode(), detail, code))
                .build();
    }
}
