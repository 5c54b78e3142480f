package io.openhavip.gateway.keys;

/**
 * Who calls.
 *
 * @param accountId whose resources they are
 * @param userId the RAM user's; the account's own callers have the account's
 * @param principal {@code acs:ram::<account>:root}, or {@code acs:ram::<account>:user/<name>}
 */
public record Caller(String accountId, String userId, String principal) {

    /** The account itself, which may do everything with its own. */
    public static Caller root(String accountId) {
        return new Caller(accountId, accountId, "acs:ram::" + accountId + ":root");
    }

    /** A RAM user, which may do what its policies allow. */
    public static Caller user(String accountId, String userId, String name) {
        return new Caller(accountId, userId, "acs:ram::" + accountId + ":user/" + name);
    }

    public boolean isRoot() {
        return equals(root(accountId));
    }
}
