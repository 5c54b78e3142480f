package io.openhavip.contracts.havip;

import io.openhavip.contracts.State;
import java.util.List;

/**
 * Current facts of a HAVIP on {@code havip.state}, from creation to deletion; what decides who may claim its address.
 *
 * @param associatedInstances ids of the associated instances or network interfaces, those being unassociated left out
 */
public record HaVipState(
        String haVipId,
        String vpcId,
        String vSwitchId,
        String ipAddress,
        HaVipStatus status,
        AssociatedInstanceType associatedInstanceType,
        List<String> associatedInstances)
        implements State {
    @Override
    public String subject() {
        return haVipId;
    }
}
