package io.openhavip.gateway.admin;

import java.util.Optional;
import java.util.regex.Pattern;

/** What accounts, users and policies can be called (RAM, limits). */
final class Names {

    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{16}");
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern POLICY = Pattern.compile("[A-Za-z0-9-]{1,128}");

    private Names() {}

    /** Every request is about one account, so that a forgotten one is not taken for another. */
    static String account(String given) {
        return matching(ACCOUNT, given, "accountId must be 16 digits");
    }

    static Optional<String> accountIfGiven(String given) {
        return Optional.ofNullable(given).map(Names::account);
    }

    static String user(String given) {
        return matching(USER, given, "a user's name must be 1 to 64 letters, digits, '.', '_' and '-'");
    }

    static String policy(String given) {
        return matching(POLICY, given, "a policy's name must be 1 to 128 letters, digits and '-'");
    }

    private static String matching(Pattern pattern, String given, String rule) {
        if (given == null || !pattern.matcher(given).matches()) {
            throw new Invalid(rule);
        }
        return given;
    }
}
