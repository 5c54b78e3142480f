package io.openhavip.arp.domain;

import io.openhavip.contracts.arp.ClaimPosition;
import io.openhavip.contracts.arp.Owner;
import java.time.Instant;

/** The latest valid claim for a contested address, waiting for the back-off to end. */
public record PostponedClaim(Owner claimant, ClaimPosition position, Instant capturedAt, Instant until) {}
