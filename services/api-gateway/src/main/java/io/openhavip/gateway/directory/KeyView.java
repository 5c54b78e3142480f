package io.openhavip.gateway.directory;

import java.time.Instant;
import java.util.Optional;

/**
 * An access key without its secret.
 *
 * @param userName empty: the account's own
 * @param status {@code Active} or {@code Inactive}
 */
public record KeyView(
        String accessKeyId, String accountId, Optional<String> userName, String status, Instant createdAt) {}
