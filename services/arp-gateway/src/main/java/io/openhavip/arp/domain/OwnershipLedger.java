package io.openhavip.arp.domain;

import io.openhavip.contracts.AddressKey;

/** Where decisions become durable, as the holder of an address sees it. */
public interface OwnershipLedger {

    /**
     * Lets the aggregate decide and commits its events.
     *
     * @throws StaleEpochException if the address has moved on; nothing was appended
     * @throws RuntimeException any other fault: whether something was appended is unknown, and asking again is safe
     */
    Decision append(DecideOwnership command);

    /** The ownership as it is stored now. */
    Ownership load(AddressKey key);
}
