package io.openhavip.gateway.keys;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The nonces of the requests that this process has taken, for as long as their time stamps would be taken again; so a request that was
 * overheard cannot be sent a second time. Bounded by {@value #MOST}: when so many are remembered, no further request is taken.
 * Thread-safe. Replicas do not share them yet.
 */
public final class Nonces {

    static final int MOST = 1_000_000;

    private final Duration remembered;
    private final Map<String, Instant> taken = new LinkedHashMap<>();

    /** @param remembered twice as long as a time stamp may differ from this clock, early or late */
    public Nonces(Duration remembered) {
        this.remembered = remembered;
    }

    /** Whether a nonce of a key comes for the first time; it is remembered then. */
    public synchronized boolean firstUse(String accessKeyId, String nonce, Instant now) {
        forget(now);
        return taken.size() < MOST && taken.putIfAbsent(accessKeyId + "/" + nonce, now) == null;
    }

    // The order of insertion is that of time.
    private void forget(Instant now) {
        Iterator<Instant> oldest = taken.values().iterator();
        while (oldest.hasNext() && oldest.next().isBefore(now.minus(remembered))) {
            oldest.remove();
        }
    }
}
