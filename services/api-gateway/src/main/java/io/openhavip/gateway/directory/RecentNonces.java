package io.openhavip.gateway.directory;

import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.UUID;

/**
 * The newest nonces that came to this process. A request that comes again while its nonce is among them is known for one without a look
 * into the table, before anything is begun for it. Thread-safe.
 */
public final class RecentNonces {

    /** Some 5 MB. */
    static final int MOST = 50_000;

    private final SequencedSet<UUID> newest = new LinkedHashSet<>();

    /** Whether the nonce was not among them; it is then. */
    public synchronized boolean add(String accessKeyId, String nonce) {
        boolean added = newest.add(NonceTable.digest(accessKeyId, nonce));
        if (newest.size() > MOST) {
            newest.removeFirst();
        }
        return added;
    }

    /** For a request that was not taken and may come again. */
    public synchronized void forget(String accessKeyId, String nonce) {
        newest.remove(NonceTable.digest(accessKeyId, nonce));
    }
}
