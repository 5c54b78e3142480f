package io.openhavip.eip.projection;

import io.openhavip.service.api.Tag;
import java.time.Instant;
import java.util.List;

/**
 * An EIP as it is answered; names as in DescribeEipAddresses. The private address and the VPC are left out, as they are there unless the
 * EIP is associated with a bare address.
 *
 * @param instanceId what it is associated with, from the request until the end; "" when none
 * @param instanceType as the caller spelt it; "" when none
 * @param bandwidth in Mbit/s
 * @param allocationTime to the second
 */
public record EipView(
        String allocationId,
        String ipAddress,
        String status,
        String instanceId,
        String instanceType,
        String bandwidth,
        String internetChargeType,
        String chargeType,
        String isp,
        String name,
        String description,
        String regionId,
        String resourceGroupId,
        Instant allocationTime,
        List<Tag> tags) {}
