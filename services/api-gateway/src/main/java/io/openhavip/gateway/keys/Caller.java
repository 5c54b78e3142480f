package io.openhavip.gateway.keys;

/**
 * Who calls.
 *
 * @param accountId whose resources they are
 * @param principal {@code acs:ram::<account>:root}, or {@code acs:ram::<account>:user/<name>}
 */
public record Caller(String accountId, String principal) {

    /** The account itself, which may do everything with its own. */
    public static Caller root(String accountId) {
        return new Caller(accountId, "acs:ram::" + accountId + ":root");
    }
}
