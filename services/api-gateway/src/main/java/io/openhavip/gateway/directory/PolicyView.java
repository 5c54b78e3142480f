package io.openhavip.gateway.directory;

import java.time.Instant;

/** A policy of an account, with its JSON as it was given. */
public record PolicyView(String accountId, String name, String document, Instant changedAt) {}
