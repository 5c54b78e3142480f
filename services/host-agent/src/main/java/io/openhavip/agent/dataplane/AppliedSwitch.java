package io.openhavip.agent.dataplane;

import io.openhavip.contracts.AddressKey;
import java.time.Instant;

/**
 * A change of ownership that is in effect.
 *
 * @param networkInterfaceId the new owner's; empty: nobody
 * @param recordedAt when the record was written to its topic
 * @param receivedAt when this agent had it in hand
 * @param appliedAt when the kernel had committed it
 */
public record AppliedSwitch(
        AddressKey key,
        long epoch,
        String networkInterfaceId,
        Instant recordedAt,
        Instant receivedAt,
        Instant appliedAt) {}
