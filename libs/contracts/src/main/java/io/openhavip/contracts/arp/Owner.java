package io.openhavip.contracts.arp;

/**
 * The port that has a HAVIP.
 *
 * @param instanceId the instance that the interface is attached to: MasterInstanceId
 * @param hostId the host that the instance is placed on
 */
public record Owner(String networkInterfaceId, String instanceId, String macAddress, String hostId) {}
