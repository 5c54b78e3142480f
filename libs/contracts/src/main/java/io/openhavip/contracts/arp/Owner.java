package io.openhavip.contracts.arp;

/**
 * The port that has a HAVIP.
 *
 * @param instanceId the instance that the interface is attached to: MasterInstanceId
 * @param hostId the host that the instance is placed on
 * @param run the instance's run in which it claimed: a stop that a reader missed shows as a higher run
 */
public record Owner(String networkInterfaceId, String instanceId, String macAddress, String hostId, int run) {}
