package io.openhavip.gateway.directory;

import java.time.Instant;
import java.util.List;

/**
 * A RAM user of an account.
 *
 * @param userId made with the user, and never another's
 * @param policies names of those that are attached
 */
public record RamUser(String accountId, String name, String userId, List<String> policies, Instant createdAt) {}
