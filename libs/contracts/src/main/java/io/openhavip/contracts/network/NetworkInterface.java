package io.openhavip.contracts.network;

/**
 * An elastic network interface as the data plane needs it: the port that may claim a HAVIP.
 *
 * @param networkInterfaceId {@code eni-…}
 * @param vSwitchId the vSwitch that it is in
 * @param macAddress lower-case, colon-separated
 * @param privateIpAddress its primary private IPv4 address
 */
public record NetworkInterface(
        String networkInterfaceId, String vSwitchId, String macAddress, String privateIpAddress) {}
