package io.openhavip.arp.api;

import io.openhavip.arp.config.ArpConfig;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The secrets by which hosts are known. Compared as digests, in a time that tells nothing about them. Immutable. */
@Singleton
class HostCredentials {

    private static final byte[] NOBODY = new byte[32];

    private final Map<String, byte[]> digests = new HashMap<>();

    HostCredentials(ArpConfig config) {
        config.hostCredentials().forEach((hostId, secret) -> {
            if (!secret.isBlank()) {
                digests.put(hostId, digest(secret));
            }
        });
    }

    /** Whether this is the host's credential; never for a host without one. */
    boolean accept(String hostId, Optional<String> credential) {
        byte[] expected = digests.getOrDefault(hostId, NOBODY);
        return MessageDigest.isEqual(expected, digest(credential.orElse("")));
    }

    private static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
