package io.openhavip.gateway.admin;

import io.openhavip.gateway.config.GatewayConfiguration;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Lets nobody in without the operator's token ({@code Authorization: Bearer}, RFC 6750), and nobody at all where none is set. Compared
 * in constant time. Thread-safe.
 */
class AdminToken {

    private static final int SHORTEST = 32;
    private static final String SCHEME = "Bearer ";

    private final Optional<byte[]> expected;

    AdminToken(GatewayConfiguration configuration) {
        this.expected = configuration.adminToken().map(token -> {
            if (token.length() < SHORTEST) {
                throw new IllegalStateException(
                        "havip.gateway.admin-token must have at least %d characters".formatted(SHORTEST));
            }
            return token.getBytes(StandardCharsets.UTF_8);
        });
    }

    @ServerRequestFilter(preMatching = true)
    Optional<Response> require(ContainerRequestContext request) {
        if (expected.isEmpty()) {
            return Optional.of(Problem.answer(
                    Response.Status.FORBIDDEN, "AdminDisabled", "This gateway has no havip.gateway.admin-token."));
        }
        byte[] given = Optional.ofNullable(request.getHeaderString(HttpHeaders.AUTHORIZATION))
                .filter(header -> header.startsWith(SCHEME))
                .map(header -> header.substring(SCHEME.length()))
                .orElse("")
                .getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected.get(), given)
                ? Optional.empty()
                : Optional.of(Problem.answer(
                        Response.Status.UNAUTHORIZED,
                        "InvalidToken",
                        "The header Authorization must be Bearer and the operator's token."));
    }
}
