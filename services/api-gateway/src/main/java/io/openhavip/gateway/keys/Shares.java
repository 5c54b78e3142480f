package io.openhavip.gateway.keys;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How many requests of one account are under way on this process. Some take seconds, and all accounts use the same connections to the
 * services: none may hold so many that the others wait. Thread-safe.
 */
public final class Shares {

    private final int most;
    private final ConcurrentMap<String, Integer> taken = new ConcurrentHashMap<>();

    /** @param most requests of an account at once, at least 1 */
    public Shares(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("requests at once must be at least 1, not " + most);
        }
        this.most = most;
    }

    /** Takes a place, which must be given back; false: the account has all of its places taken. */
    public boolean take(String accountId) {
        AtomicBoolean full = new AtomicBoolean();
        taken.compute(accountId, (id, now) -> {
            full.set(now != null && now >= most);
            return full.get() ? now : Integer.valueOf(now == null ? 1 : now + 1);
        });
        return !full.get();
    }

    public void giveBack(String accountId) {
        taken.computeIfPresent(accountId, (id, now) -> now > 1 ? now - 1 : null);
    }
}
