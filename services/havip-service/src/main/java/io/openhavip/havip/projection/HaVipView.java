package io.openhavip.havip.projection;

import io.openhavip.service.api.Tag;
import java.time.Instant;
import java.util.List;

/**
 * A HAVIP as it is answered; names as in DescribeHaVips.
 *
 * @param masterInstanceId the instance that has the address now; "" when none
 * @param associatedInstanceType "" when none is associated
 * @param associatedEipAddresses public addresses; one at most
 * @param tags sorted by key
 * @param chargeType always {@value #CHARGE_TYPE}
 * @param createTime to the second
 */
public record HaVipView(
        String haVipId,
        String name,
        String description,
        String status,
        String ipAddress,
        String vpcId,
        String vSwitchId,
        String regionId,
        String resourceGroupId,
        String masterInstanceId,
        String associatedInstanceType,
        List<String> associatedInstances,
        List<String> associatedEipAddresses,
        List<Tag> tags,
        String chargeType,
        Instant createTime) {

    static final String CHARGE_TYPE = "PostPaid";
}
