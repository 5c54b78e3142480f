package io.openhavip.network.domain;

/** Commands about vSwitches. */
public sealed interface VSwitchRequest extends NetworkRequest {
    record CreateVSwitch(
            String vSwitchId, String vpcId, String zoneId, String cidrBlock, String vSwitchName, String description)
            implements VSwitchRequest {}

    record DeleteVSwitch(String vSwitchId) implements VSwitchRequest {}
}
