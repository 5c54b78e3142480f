package io.openhavip.arp.domain;

import io.openhavip.contracts.AddressKey;

/** The sender decided on an epoch that has passed: another replica holds the address now, or did. Nothing was appended. */
public final class StaleEpochException extends RuntimeException {

    public StaleEpochException(AddressKey key, long expected, long actual) {
        // No stack trace: it is an answer to the sender, not a fault.
        super("epoch of %s is %d, not %d".formatted(key, actual, expected), null, false, false);
    }
}
