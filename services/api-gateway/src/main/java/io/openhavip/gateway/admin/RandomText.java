package io.openhavip.gateway.admin;

import java.security.SecureRandom;

/** Ids and secrets in the field's shapes. Thread-safe. */
final class RandomText {

    private static final String DIGITS = "0123456789";
    private static final String LETTERS_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" + DIGITS;
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomText() {}

    static String accessKeyId() {
        return "LTAI5t" + of(18, LETTERS_AND_DIGITS);
    }

    /** Some 178 bits. */
    static String secret() {
        return of(30, LETTERS_AND_DIGITS);
    }

    static String userId() {
        return "2" + of(17, DIGITS);
    }

    private static String of(int length, String characters) {
        StringBuilder text = new StringBuilder(length);
        RANDOM.ints(length, 0, characters.length()).forEach(index -> text.append(characters.charAt(index)));
        return text.toString();
    }
}
