package io.openhavip.service.api;

import java.security.SecureRandom;

/** Makes ids of resources: the kind, two characters for the region, eighteen random ones of {@code [a-z0-9]}. Thread-safe. */
public final class ResourceIds {

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int RANDOM_CHARACTERS = 18;
    private static final String REGION_CHARACTERS = "bp";
    private static final SecureRandom RANDOM = new SecureRandom();

    private ResourceIds() {}

    /** @param kind for example {@code havip} */
    public static String next(String kind) {
        StringBuilder id = new StringBuilder(kind).append('-').append(REGION_CHARACTERS);
        RANDOM.ints(RANDOM_CHARACTERS, 0, ALPHABET.length()).forEach(index -> id.append(ALPHABET.charAt(index)));
        return id.toString();
    }
}
