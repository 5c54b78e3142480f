package io.openhavip.arp.domain;

import io.openhavip.contracts.arp.ClaimPosition;

/** A port's tenure was ended by a release; its announcements at or below {@code readUpTo} belong to that tenure. */
public record Release(String networkInterfaceId, ClaimPosition readUpTo) {}
