package io.openhavip.arp.domain;

import java.time.Instant;

/** A port lost the address to another port. */
public record Loss(String networkInterfaceId, Instant at) {}
