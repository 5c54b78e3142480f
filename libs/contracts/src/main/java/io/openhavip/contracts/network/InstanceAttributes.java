package io.openhavip.contracts.network;

import java.util.List;

/**
 * What of an instance its owner can change.
 *
 * @param userData Base64, exactly as it was given; "" if none was
 */
public record InstanceAttributes(
        String instanceName,
        String hostName,
        String description,
        String userData,
        List<String> securityGroupIds,
        boolean deletionProtection,
        String resourceGroupId) {}
