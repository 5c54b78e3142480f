package io.openhavip.contracts.network;

import java.util.List;

/**
 * What of a network interface its owner can change.
 *
 * @param deleteOnRelease whether it goes with the instance that it is attached to when that is deleted
 */
public record NetworkInterfaceAttributes(
        String networkInterfaceName,
        String description,
        List<String> securityGroupIds,
        boolean deleteOnRelease,
        String resourceGroupId) {}
