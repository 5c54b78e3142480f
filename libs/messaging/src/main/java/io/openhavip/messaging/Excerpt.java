package io.openhavip.messaging;

import java.nio.charset.StandardCharsets;

/** What is kept of a text that anybody may have written: so much that it fits, and nothing that PostgreSQL or JSON refuse. */
public final class Excerpt {

    /** Bound of {@link #of}, in characters. */
    public static final int MOST_CHARACTERS = 1000;

    private static final char REPLACEMENT = '\uFFFD';

    private Excerpt() {}

    /** The text without NUL and lone surrogates; if it is longer than {@link #MOST_CHARACTERS}, its beginning and an ellipsis. */
    public static String of(String text) {
        String kept = text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS - 1) + "…" : text;
        return new String(kept.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace('\0', REPLACEMENT);
    }
}
