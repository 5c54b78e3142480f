package io.openhavip.contracts.eip;

import io.openhavip.contracts.State;
import java.util.Optional;

/**
 * Current facts of an EIP on {@code eip.state}, from allocation to release: what the data plane translates.
 *
 * @param ipAddress the public address
 * @param target what it is translated to; empty unless the EIP is InUse
 */
public record EipState(String eipId, String regionId, String ipAddress, EipStatus status, Optional<Target> target)
        implements State {

    /**
     * @param instanceId id of the instance, network interface or HAVIP
     * @param privateIpAddress its address in the vSwitch
     */
    public record Target(
            EipInstanceType instanceType, String instanceId, String privateIpAddress, String vSwitchId, String vpcId) {}

    @Override
    public String subject() {
        return eipId;
    }
}
