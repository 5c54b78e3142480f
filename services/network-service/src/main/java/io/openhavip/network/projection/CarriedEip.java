package io.openhavip.network.projection;

/** The EIP that an instance or a network interface carries, as it is answered. */
public record CarriedEip(String eipId, String ipAddress) {}
